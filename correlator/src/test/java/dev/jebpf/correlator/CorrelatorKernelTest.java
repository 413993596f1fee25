package dev.jebpf.correlator;

import static dev.jebpf.correlator.TracedWork.TOLERANCE;
import static dev.jebpf.correlator.TracedWork.WORK;
import static dev.jebpf.correlator.TracedWork.await;
import static dev.jebpf.correlator.TracedWork.connect;
import static dev.jebpf.correlator.TracedWork.join;
import static dev.jebpf.correlator.TracedWork.park;
import static dev.jebpf.correlator.TracedWork.pause;
import static dev.jebpf.correlator.TracedWork.pauseUnchecked;
import static dev.jebpf.correlator.TracedWork.span;
import static dev.jebpf.correlator.TracedWork.spin;
import static dev.jebpf.correlator.TracedWork.trace;
import static dev.jebpf.correlator.TracedWork.write;
import static dev.jebpf.correlator.TracedWork.writeUnchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.Tasks;
import dev.jebpf.probes.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class CorrelatorKernelTest {
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

  private BreakdownReport traced(String name, TracedWork.Work work) throws Exception {
    Path file = directory.resolve(name + ".jfr");
    trace(file, work);
    return BreakdownReport.read(file);
  }

  private static CallAccount call(BreakdownReport report, String method) {
    return report.calls().stream()
        .filter(call -> call.method().equals("Work." + method))
        .findFirst()
        .orElseThrow();
  }
}
