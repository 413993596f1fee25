package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.probes.RecordKind;
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
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/// Work in traced calls of a class `Work`, recorded by a correlator in this JVM.
final class TracedWork {
  static final CorrelatorOptions OPTIONS =
      new CorrelatorOptions(
          true,
          Map.of(RecordKind.FILE_WRITE, 0L, RecordKind.FILE_SYNC, 0L, RecordKind.TCP_CONNECT, 0L),
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          8192,
          List.of(fork()));
  /// Waits take at least so long; how much longer is up to the machine.
  static final long WORK = 100_000_000;

  /// More so where `jebpf.tolerance` says that the machine is less even than a real one.
  static final long TOLERANCE = 5_000_000L * Integer.getInteger("jebpf.tolerance", 1);

  private TracedWork() {}

  private static EventRequest fork() {
    try {
      return EventRequest.parse("tracepoint:sched:sched_process_fork(child.tgid, comm=child.comm)");
    } catch (EventSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  interface Work {
    void run(Correlator methods);
  }

  interface Step {
    void run() throws Exception;
  }

  static void trace(Path file, Work work) throws Exception {
    trace(file, OPTIONS, work);
  }

  static void trace(Path file, CorrelatorOptions options, Work work) throws Exception {
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

  static void span(Correlator correlator, String name, Step step) {
    int id = correlator.methods().register("Work", name, "()V");
    try {
      long token = WovenCalls.enter(id);
      step.run();
      WovenCalls.exit(token, id, null);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void pause(long nanos) throws InterruptedException {
    Thread.sleep(nanos / 1_000_000);
  }

  static void park(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  static void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096));
      channel.force(true);
    }
    assertThat(Files.size(file)).isEqualTo(4096);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void pauseUnchecked(long nanos) {
    try {
      pause(nanos);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void writeUnchecked(Path file) {
    try {
      write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void connect() throws IOException {
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 5, local);
        Socket client = new Socket(local, server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
    }
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
