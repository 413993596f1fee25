package dev.jebpf.breakdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.jebpf.breakdown.UnreadableRecordingException.Reason;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import jdk.jfr.Recording;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakdownReportTest {
  @TempDir Path directory;

  @Test
  void shouldUseTheLastAccountOfEachThread() throws IOException {
    var report =
        read(
            TestEvent.thread("main", 1, 101, false, 10, 20),
            TestEvent.thread("gc", 0, 102, false, 1, 0),
            TestEvent.thread("main", 1, 101, false, 30, 40));
    assertThat(report.threads())
        .containsExactly(thread("main", 1, 101, false, 30, 40), thread("gc", 0, 102, false, 1, 0));
  }

  @Test
  void shouldKeepEndedThreadsApartFromLaterOnesOfTheSameIds() throws IOException {
    var report =
        read(
            TestEvent.thread("gc worker", 0, 102, false, 1, 0),
            TestEvent.thread("gc worker", 0, 102, true, 2, 0),
            TestEvent.thread("gc worker", 0, 102, false, 5, 0));
    assertThat(report.threads())
        .containsExactly(
            thread("gc worker", 0, 102, true, 2, 0), thread("gc worker", 0, 102, false, 5, 0));
  }

  @Test
  void shouldUseTheLastStatisticsOfEachMethod() throws IOException {
    var last = Map.of(State.CPU, 5L, State.RUNQUEUE_PREEMPTED, 7L);
    var report =
        read(
            TestEvent.method("a.B.c", 1, Map.of(State.CPU, 1L)),
            TestEvent.method("a.B.c", 2, last));
    assertThat(report.methods())
        .containsExactly(
            new MethodAccount(
                "a.B.c", 2, 1, 12, 10, 20, 30, new StateTimes(last), VirtualAccount.NONE));
  }

  @Test
  void shouldReadCallsWithThreadAndCallers() throws IOException {
    var report = read(TestEvent.call("a.B.c", 7, 3, Map.of(State.DISK, 5L)));
    var thread = Thread.currentThread();
    assertThat(report.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.threadName()).isEqualTo(thread.getName());
              assertThat(call.javaThreadId()).isEqualTo(thread.threadId());
              assertThat(call.spanId()).isEqualTo(7);
              assertThat(call.parentSpanId()).isEqualTo(3);
              assertThat(call.thrown()).isEqualTo("java.io.IOException");
              assertThat(call.states().nanos(State.DISK)).isEqualTo(5);
              assertThat(call.callers())
                  .hasSizeLessThanOrEqualTo(8)
                  .anyMatch(frame -> frame.startsWith(TestEvent.class.getName() + ".commit:"));
            });
  }

  @Test
  void shouldKeepTheSlowestCallsWhenAskedForSome() throws IOException {
    var file =
        record(
            TestEvent.call("a", 1, 0, Map.of(State.CPU, 5L)),
            TestEvent.call("b", 2, 0, Map.of(State.CPU, 9L)),
            TestEvent.call("c", 3, 0, Map.of(State.CPU, 7L)));
    assertThat(BreakdownReport.read(file, 2).calls())
        .extracting(CallAccount::method)
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void shouldReadLossesOverheadAndBackends() throws IOException {
    var report =
        read(
            TestEvent.named("jebpf.Losses").with("ringDrops", 1L).with("slotsExhausted", 0L),
            TestEvent.named("jebpf.Losses").with("ringDrops", 4L).with("slotsExhausted", 0L),
            TestEvent.named("jebpf.Overhead").with("bpfRunTime", 99L),
            TestEvent.named("jebpf.Backend")
                .with("probe", "sched.switch")
                .with("backend", "tp_btf:sched_switch")
                .with("reason", null));
    assertThat(report.losses())
        .containsExactly(entry("ringDrops", 4L), entry("slotsExhausted", 0L));
    assertThat(report.overhead()).containsExactly(entry("bpfRunTime", 99L));
    assertThat(report.backends())
        .containsExactly(entry("sched.switch", new ProbeBackend("tp_btf:sched_switch", null)));
    assertThat(report.threads()).isEmpty();
  }

  @Test
  void shouldRefuseAFileThatIsNoRecording() throws IOException {
    var file = Files.writeString(directory.resolve("x.jfr"), "not a recording");
    assertUnreadable(file, Reason.FOREIGN).withMessageContaining("not a JFR recording");
  }

  @Test
  void shouldRefuseAnEmptyFile() throws IOException {
    var file = Files.createFile(directory.resolve("x.jfr"));
    assertUnreadable(file, Reason.FOREIGN).withMessageContaining("the file is empty");
  }

  @Test
  void shouldRefuseARecordingWithoutOurEvents() throws IOException {
    var file = record(TestEvent.named("other.Event").with("x", 1L));
    assertUnreadable(file, Reason.EMPTY).withMessageContaining("-javaagent:jebpf.jar");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 20, 68, 300, -100, -1})
  void shouldRefuseATruncatedRecording(int length) throws IOException {
    var whole = Files.readAllBytes(record(TestEvent.thread("main", 1, 101, false, 1, 0)));
    int kept = length > 0 ? length : whole.length + length;
    var file = Files.write(directory.resolve("x.jfr"), Arrays.copyOf(whole, kept));
    assertUnreadable(file, Reason.TRUNCATED).withMessageContaining("truncated or damaged");
  }

  @Test
  void shouldRefuseStatesThatDoNotAddUp() throws IOException {
    var file = record(TestEvent.thread("main", 1, 101, false, 1, 2).with(EventField.WALL, 4L));
    assertUnreadable(file, Reason.INCONSISTENT)
        .withMessageContaining("thread main: states add up to 3 ns, wall is 4 ns");
  }

  @Test
  void shouldRefuseEventsWithoutTheFieldsItNeeds() throws IOException {
    var file = record(TestEvent.named("jebpf.MethodCall").with("spanId", 1L));
    assertUnreadable(file, Reason.INCONSISTENT).withMessageContaining("jebpf.MethodCall");
  }

  @Test
  void shouldPassOnThatThereIsNoFile() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> BreakdownReport.read(directory.resolve("none.jfr")));
  }

  @Test
  void shouldHaveEveryStateAndNoNegativeTime() {
    assertThat(StateTimes.NONE.byState()).hasSize(State.values().length);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StateTimes(Map.of(State.CPU, -1L)))
        .withMessage("negative time: cpu=-1 ns");
  }

  private static ThreadAccount thread(
      String name, long javaThreadId, long osThreadId, boolean ended, long cpu, long lock) {
    var times = new StateTimes(Map.of(State.CPU, cpu, State.LOCK, lock));
    return new ThreadAccount(name, javaThreadId, osThreadId, false, ended, cpu + lock, times);
  }

  private ThrowableAssertAlternative<UnreadableRecordingException> assertUnreadable(
      Path file, Reason reason) {
    return assertThatExceptionOfType(UnreadableRecordingException.class)
        .isThrownBy(() -> BreakdownReport.read(file))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .withMessageStartingWith(file.toString());
  }

  private BreakdownReport read(TestEvent... events) throws IOException {
    return BreakdownReport.read(record(events));
  }

  private Path record(TestEvent... events) throws IOException {
    var file = directory.resolve("recording.jfr");
    try (var recording = new Recording()) {
      recording.start();
      for (var event : events) {
        event.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
