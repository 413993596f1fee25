package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.RecordKind;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class CorrelatorKernelTest {
  private static final CorrelatorOptions OPTIONS =
      new CorrelatorOptions(
          true,
          Map.of(RecordKind.FILE_WRITE, 0L, RecordKind.FILE_SYNC, 0L, RecordKind.TCP_CONNECT, 0L),
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          8192,
          List.of(fork()));
  /// Waits take at least so long; how much longer is up to the machine.
  private static final long WORK = 100_000_000;

  /// More so where `jebpf.tolerance` says that the machine is less even than a real one.
  private static final long TOLERANCE = 5_000_000L * Integer.getInteger("jebpf.tolerance", 1);

  @TempDir Path directory;

  @Test
  void shouldTellWhereACallsTimeWent() throws Exception {
    BreakdownReport report =
        traced(
            "states",
            methods -> {
              span(methods, "sleep", () -> pause(WORK));
              span(methods, "park", () -> park(WORK));
              span(methods, "spin", () -> spin(WORK));
            });

    assertThat(report.backends().get("thread.account").available()).isTrue();
    CallAccount sleep = call(report, "sleep");
    assertThat(sleep.states().nanos(State.SLEEP)).isBetween(WORK - TOLERANCE, sleep.wallNanos());
    CallAccount park = call(report, "park");
    assertThat(park.states().nanos(State.PARK)).isBetween(WORK - TOLERANCE, park.wallNanos());
    CallAccount spin = call(report, "spin");
    assertThat(
            spin.states().nanos(State.CPU)
                + spin.states().nanos(State.RUNQUEUE_PREEMPTED)
                + spin.states().nanos(State.VM))
        .isCloseTo(spin.wallNanos(), within(TOLERANCE));
    ThreadAccount thread =
        report.threads().stream()
            .filter(account -> account.javaThreadId() == Thread.currentThread().threadId())
            .findFirst()
            .orElseThrow();
    assertThat(thread.name()).isEqualTo(Thread.currentThread().getName());
    assertThat(thread.states().nanos(State.SLEEP)).isGreaterThan(WORK - TOLERANCE);
    assertThat(thread.states().nanos(State.PARK)).isGreaterThan(WORK - TOLERANCE);
  }

  @Test
  void shouldJoinFilesAndConnectionsWithThreadAndSpan() throws Exception {
    Path data = directory.resolve("data.bin");
    Path file = directory.resolve("join.jfr");
    trace(
        file,
        methods ->
            span(
                methods,
                "io",
                () -> {
                  write(data);
                  connect();
                }));

    RecordedEvent sync =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.FileSync"))
            .filter(event -> event.getString("path").endsWith("data.bin"))
            .findFirst()
            .orElseThrow();
    assertThat(sync.getString("path")).isEqualTo(data.toRealPath().toString());
    assertThat(sync.getThread("thread").getJavaThreadId())
        .isEqualTo(Thread.currentThread().threadId());
    assertThat(sync.getString("method")).isEqualTo("Work.io");
    assertThat(sync.getString("operation")).isEqualTo("fsync");
    RecordedEvent connect =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.TcpConnect"))
            .findFirst()
            .orElseThrow();
    assertThat(connect.getString("method")).isEqualTo("Work.io");
    assertThat(connect.getString("remoteAddress")).isEqualTo("127.0.0.1");
  }

  /// In a recording of the user's an event can't have another thread's stack, so it is a text.
  @Test
  void shouldTellWhichCodeDidAnOperation() throws Exception {
    Path data = directory.resolve("caused.bin");
    Path file = directory.resolve("caused.jfr");
    trace(
        file,
        OPTIONS.withStacks(Duration.ZERO),
        methods -> span(methods, "io", () -> writeUnchecked(data)));

    RecordedEvent sync =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.FileSync"))
            .filter(event -> event.getString("path").endsWith("caused.bin"))
            .findFirst()
            .orElseThrow();
    assertThat(sync.getString("stackOutcome")).isEqualTo("complete");
    assertThat(sync.getString("stack"))
        .contains("FileDispatcherImpl.force0:native", "CorrelatorKernelTest.write:");
    assertThat(sync.getStackTrace()).isNull();
  }

  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldRecordABlockedThreadWithItsStackAndSpan() throws Exception {
    Path file = directory.resolve("blocked.jfr");
    var parked = new AtomicLong();
    trace(
        file,
        OPTIONS.withBlocked(Duration.ofMillis(10)),
        methods -> {
          long start = System.nanoTime();
          span(methods, "park", () -> park(WORK));
          parked.set(System.nanoTime() - start);
          pauseUnchecked(WORK);
        });

    RecordedEvent blocked =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.ThreadBlocked"))
            .filter(event -> "Work.park".equals(event.getString("method")))
            .filter(event -> event.getString("state").equals("park")) // and not a fault on the way
            .findFirst()
            .orElseThrow();

    assertThat(blocked.getThread("thread").getJavaThreadId())
        .isEqualTo(Thread.currentThread().threadId());
    assertThat(blocked.getDuration("asleep").toNanos()).isBetween(WORK - TOLERANCE, parked.get());
    assertThat(blocked.getDuration()).isGreaterThanOrEqualTo(blocked.getDuration("asleep"));
    assertThat(blocked.getString("stackOutcome")).isEqualTo("complete");
    assertThat(blocked.getString("stack"))
        .contains("LockSupport.parkNanos", getClass().getName() + ".park:");
    assertThat(blocked.getLong("frames")).isGreaterThan(5);
  }

  private static EventRequest fork() {
    try {
      return EventRequest.parse("tracepoint:sched:sched_process_fork(child.tgid, comm=child.comm)");
    } catch (EventSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldJoinKernelEventsWithThreadAndSpan() throws Exception {
    Path file = directory.resolve("fork.jfr");
    long before = System.currentTimeMillis();
    trace(file, methods -> span(methods, "fork", () -> join(Thread.ofPlatform().start(() -> {}))));

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);

    RecordedEvent fork =
        all.stream()
            .filter(
                e -> e.getEventType().getName().equals("jebpf.tracepoint.sched.sched_process_fork"))
            .filter(e -> "Work.fork".equals(e.getString("method")))
            .findFirst()
            .orElseThrow();
    assertThat(fork.getThread("thread").getJavaThreadId())
        .isEqualTo(Thread.currentThread().threadId());
    assertThat(fork.getLong("tgid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(fork.getString("comm")).isNotBlank();
    assertThat(fork.getLong("spanId")).isNotZero();
    assertThat(fork.getStartTime().toEpochMilli()).isBetween(before, System.currentTimeMillis());
    assertThat(fork.getDuration().toNanos()).isLessThan(1_000);
    assertThat(all)
        .filteredOn(e -> e.getEventType().getName().equals("jebpf.KernelEventStatistics"))
        .last()
        .satisfies(e -> assertThat(e.getLong("count")).isPositive())
        .satisfies(e -> assertThat(e.getLong("dropped")).isZero());
  }

  @Test
  void shouldKeepTheAccountsOfManyShortThreads() throws Exception {
    int count = 2_000;
    BreakdownReport report =
        traced(
            "many",
            _ -> {
              long[] last = new long[16];
              for (int i = 0; i < count; i++) {
                int index = i % last.length;
                Thread thread =
                    new Thread(
                        () -> last[index] = Tasks.currentThread(Kernel.running()), "short-" + i);
                thread.start();
                join(thread);
              }
              // Java has joined them a moment before the kernel has.
              for (long tid : last) {
                while (Files.exists(Path.of("/proc/self/task/" + tid))) {
                  Thread.onSpinWait();
                }
              }
            });

    // The kernel knows the shortest by the name of the thread that started them.
    long single =
        report.threads().stream()
            .filter(thread -> thread.ended() || thread.name().startsWith("short-"))
            .filter(thread -> !thread.name().endsWith(" ended)"))
            .count();
    long summed =
        report.threads().stream()
            .map(ThreadAccount::name)
            .filter(name -> name.endsWith(" ended)"))
            .mapToLong(CorrelatorKernelTest::countIn)
            .sum();
    assertThat(single).isLessThan(count);
    assertThat(single + summed).isBetween((long) count, count + 20L);
    assertThat(report.losses().get("slotsExhausted")).isZero();
  }

  @Test
  void shouldKnowWhoDidItEvenIfTheThreadHasJustStarted() throws Exception {
    int count = 200;
    Path file = directory.resolve("brief.jfr");
    long[] ids = new long[count];
    trace(
        file,
        _ -> {
          for (int i = 0; i < count; i++) {
            Path data = directory.resolve("brief-" + i + ".bin");
            Thread thread = new Thread(() -> writeUnchecked(data), "brief-" + i);
            ids[i] = thread.threadId();
            thread.start();
            join(thread);
          }
        });

    List<RecordedEvent> syncs =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.FileSync"))
            .filter(event -> event.getString("path").contains("/brief-"))
            .toList();
    assertThat(syncs).hasSize(count);
    for (RecordedEvent sync : syncs) {
      String path = sync.getString("path");
      int number =
          Integer.parseInt(path.substring(path.lastIndexOf('-') + 1, path.lastIndexOf('.')));
      assertThat(sync.getLong("javaThreadId")).as(path).isEqualTo(ids[number]);
      assertThat(sync.getString("threadName")).as(path).isNotEmpty();
    }
    assertThat(BreakdownReport.read(file).losses().get("recordsUnresolved")).isZero();
  }

  @Test
  void shouldNotLoseThreadsThatEndWhileTracingEnds() throws Exception {
    int count = 100;
    var release = new CountDownLatch(1);
    BreakdownReport report =
        traced(
            "closing",
            _ -> {
              for (int i = 0; i < count; i++) {
                Thread.ofPlatform().name("closing-" + i).start(() -> await(release));
              }
              pauseUnchecked(200_000_000);
              release.countDown();
            });

    assertThat(report.threads())
        .filteredOn(thread -> thread.name().startsWith("closing-"))
        .hasSize(count);
  }

  /// 12 in `short-* (12 ended)`.
  private static long countIn(String name) {
    return Long.parseLong(name.substring(name.lastIndexOf('(') + 1, name.lastIndexOf(' ')));
  }

  private interface Work {
    void run(Correlator methods);
  }

  private interface Step {
    void run() throws Exception;
  }

  private BreakdownReport traced(String name, Work work) throws Exception {
    Path file = directory.resolve(name + ".jfr");
    trace(file, work);
    return BreakdownReport.read(file);
  }

  private static void trace(Path file, Work work) throws Exception {
    trace(file, OPTIONS, work);
  }

  private static void trace(Path file, CorrelatorOptions options, Work work) throws Exception {
    try (Recording recording = new Recording()) {
      recording.start();
      try (Correlator correlator = Correlator.start(options, WovenCalls.bridge())) {
        assertThat(correlator.problems()).isEmpty();
        work.run(correlator);
      }
      recording.stop();
      recording.dump(file);
    }
  }

  private static CallAccount call(BreakdownReport report, String method) {
    return report.calls().stream()
        .filter(call -> call.method().equals("Work." + method))
        .findFirst()
        .orElseThrow();
  }

  private static void span(Correlator correlator, String name, Step step) {
    int id = correlator.methods().register("Work", name, "()V");
    try {
      long token = WovenCalls.enter(id);
      step.run();
      WovenCalls.exit(token, id, null);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void pause(long nanos) throws InterruptedException {
    Thread.sleep(nanos / 1_000_000);
  }

  private static void park(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096));
      channel.force(true);
    }
    assertThat(Files.size(file)).isEqualTo(4096);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pauseUnchecked(long nanos) {
    try {
      pause(nanos);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void writeUnchecked(Path file) {
    try {
      write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void connect() throws IOException {
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 5, local);
        Socket client = new Socket(local, server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
