package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jebpf.probes.LiveProbes.Work;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Known work of the test's own thread against what the account says. No JVM offsets here: futex
/// sleeps are `other`.
@Tag("kernel")
class AccountKernelTest {
  private static final long WORK = 200_000_000;

  /// `jebpf.tolerance`: an emulated machine is less even than a real one.
  private static final int RELAXED = Integer.getInteger("jebpf.tolerance", 1);

  private static final long TOLERANCE = 4_000_000L * RELAXED;

  /// The kernel tells stolen time by the tick.
  private static final long STEAL_STEP = 10_000_000;

  private static final int MOST_DROPS = 5;

  private static LiveProbes live;

  @TempDir private static Path folder;

  @BeforeAll
  static void open() {
    live = new LiveProbes(ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable()));
  }

  @AfterAll
  static void close() {
    live.close();
  }

  /// The wait is in this state whole; what is left is CPU that the thread's own clock agrees on.
  private static void requireWait(Work work, State... states) {
    long waited = work.inAnyOf(states);
    assertThat(waited).as("%s", work).isBetween(WORK - TOLERANCE, WORK + TOLERANCE);
    requireCpu(work);
  }

  private static void requireCpu(Work work) {
    long stolen = work.stolen() == 0 ? 0 : work.stolen() + STEAL_STEP;
    assertThat(work.cpu())
        .as("%s", work)
        .isBetween(work.threadCpu() - TOLERANCE, work.threadCpu() + stolen + TOLERANCE);
  }

  @Test
  void shouldAttachEveryProbe() {
    assertThat(live.probes.backends()).hasSize(7);
    assertThat(live.probes.backends().values()).allMatch(Backend::available);
  }

  @Test
  void shouldCountABusyLoopAsCpu() throws Exception {
    Work work = live.measure(() -> spin(WORK));
    requireCpu(work);
    assertThat(work.cpu() + work.inAnyOf(State.RUNQUEUE_PREEMPTED, State.RUNQUEUE_WOKEN))
        .as("%s", work)
        .isCloseTo(work.wall(), org.assertj.core.data.Offset.offset(TOLERANCE));
  }

  private static long spin(long nanos) {
    long end = System.nanoTime() + nanos;
    long rounds = 0;
    while (System.nanoTime() < end) {
      rounds++;
    }
    return rounds;
  }

  @Test
  void shouldCountASleepWhole() throws Exception {
    requireWait(
        live.measure(
            () -> {
              Thread.sleep(200);
              return null;
            }),
        State.OTHER);
  }

  @Test
  void shouldCountAReadOfAFifoAsPipe() throws Exception {
    Path fifo = folder.resolve("fifo");
    run("mkfifo", fifo.toString());
    Process writer =
        new ProcessBuilder(
                "sh", "-c", "exec 3>%s; while sleep 0.2; do echo x >&3; done".formatted(fifo))
            .start();
    try (InputStream in = Files.newInputStream(fifo)) {
      Work work =
          live.measure(
              () -> {
                in.read();
                return in.read();
              });
      assertThat(work.in(State.PIPE)).as("%s", work).isBetween(WORK / 2, 2 * WORK);
      requireCpu(work);
    } finally {
      writer.destroy();
    }
  }

  @Test
  void shouldCountAReadOfASocketAsNetwork() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(server.getInetAddress(), server.getLocalPort());
        var peer = server.accept()) {
      var sender = sendEvery200Millis(peer);
      requireWaitOfAbout(live.measure(() -> socket.getInputStream().read()), State.NETWORK);
      socket.setSoTimeout(5_000);
      requireWaitOfAbout(live.measure(() -> socket.getInputStream().read()), State.NETWORK);
      sender.interrupt();
    }
  }

  private static Thread sendEvery200Millis(Socket peer) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  Thread.sleep(200);
                  peer.getOutputStream().write(1);
                }
              } catch (Exception ended) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void requireWaitOfAbout(Work work, State state) {
    assertThat(work.in(state))
        .as("%s", work)
        .isCloseTo(WORK, org.assertj.core.data.Offset.offset(RELAXED * 30_000_000L));
    assertThat(work.in(state) + work.in(State.RUNQUEUE_WOKEN) + work.in(State.RUNQUEUE_PREEMPTED))
        .as("%s", work)
        .isCloseTo(work.wall() - work.cpu(), org.assertj.core.data.Offset.offset(TOLERANCE));
    requireCpu(work);
  }

  @Test
  void shouldCountASelectAsPoll() throws Exception {
    try (var selector = Selector.open()) {
      requireWait(live.measure(() -> selector.select(200)), State.POLL);
    }
  }

  @Test
  void shouldCountAnFsyncAsFile() throws Exception {
    try (var channel =
        FileChannel.open(
            folder.resolve("synced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Work work =
          live.measure(
              () -> {
                for (int i = 0; i < 20; i++) {
                  channel.write(ByteBuffer.wrap(new byte[65_536]));
                  channel.force(true);
                }
                return null;
              });
      assertThat(work.in(State.PIPE) + work.in(State.NETWORK) + work.in(State.OTHER)).isZero();
      requireCpu(work);
    }
  }

  @Test
  void shouldCountAWaitForAMappedPageAsFault() throws Exception {
    Path file = folder.resolve("mapped");
    Files.write(file, new byte[64 << 20]);
    var faults = new AtomicLong();
    Work work;
    int drops = 0;
    do {
      work = live.measure(() -> faults.getAndSet(coldFaults(file)));
    } while (faults.get() == 0 && ++drops < MOST_DROPS);
    requireCpu(work);
    if (onDisk(file)) {
      assumeThat(faults.get()).as("faults that read, after drop_caches").isPositive();
      assertThat(work.in(State.FAULT)).as("%s", work).isPositive();
    }
  }

  /// Reads a file through its pages, of which none need be in memory.
  ///
  /// @return how many faults had to read from the disk: none when the kernel has kept the file all
  /// the same, as 7.2 was seen to do soon after its start
  private static long coldFaults(Path file) throws Exception {
    run("sh", "-c", "sync; echo 1 > /proc/sys/vm/drop_caches");
    long before = majorFaults();
    try (var channel = FileChannel.open(file);
        var arena = Arena.ofConfined()) {
      var map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long sum = 0;
      for (long at = 0; at < map.byteSize(); at += 4096) {
        sum += map.get(ValueLayout.JAVA_BYTE, at);
      }
      assertThat(sum).isZero();
    }
    return majorFaults() - before;
  }

  /// The twelfth field of `/proc/thread-self/stat`, whose second, the name in brackets, may have
  /// blanks.
  private static long majorFaults() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[9]);
  }

  /// Memory file systems have nothing to wait for.
  private static boolean onDisk(Path file) throws Exception {
    String type = Files.getFileStore(file).type();
    return !type.equals("tmpfs") && !type.equals("overlay");
  }

  @Test
  void shouldCountAStop() throws Exception {
    Work work =
        live.measure(
            () -> {
              long pid = LiveProbes.pid();
              run("sh", "-c", "kill -STOP %d; sleep 0.2; kill -CONT %d".formatted(pid, pid));
              return null;
            });
    assertThat(work.in(State.STOPPED)).as("%s", work).isBetween(WORK / 2, work.wall());
    requireCpu(work);
  }

  @Test
  void shouldAgreeWithSchedstatOnTwoThreadsOfOneCpu() throws Exception {
    var stop = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    var rival =
        Thread.ofPlatform()
            .start(
                () -> {
                  pin(LiveProbes.tid());
                  started.countDown();
                  while (stop.getCount() > 0) {
                    spin(1_000_000);
                  }
                });
    var waited = new AtomicLong();
    var failure = new Throwable[1];
    var measured =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    started.await();
                    int tid = LiveProbes.tid();
                    pin(tid);
                    // The thread may wait between a reading and the begin or end of what is
                    // measured: the account lies between a measurement inside and one around it.
                    long before = runDelay(tid);
                    Work work =
                        live.measure(
                            () -> {
                              long begin = runDelay(tid);
                              spin(WORK);
                              waited.set(runDelay(tid) - begin);
                              return null;
                            });
                    long around = runDelay(tid) - before;
                    long booked = work.inAnyOf(State.RUNQUEUE_PREEMPTED, State.RUNQUEUE_WOKEN);
                    assertThat(booked)
                        .as("%s", work)
                        .isBetween(
                            waited.get() - 2_000_000L * RELAXED, around + 2_000_000L * RELAXED);
                    assertThat(booked).isGreaterThan(WORK / 4);
                  } catch (Throwable failed) {
                    failure[0] = failed;
                  }
                });
    measured.join();
    stop.countDown();
    rival.join();
    assertThat(failure[0]).isNull();
  }

  private static void pin(int tid) {
    try {
      run("taskset", "-p", "-c", "0", Integer.toString(tid));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long runDelay(int tid) throws Exception {
    String stat = Files.readString(Path.of("/proc/self/task/" + tid + "/schedstat"));
    return Long.parseLong(stat.strip().split(" ")[1]);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}
