package dev.jebpf.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.jfr.BackendEvent;
import dev.jebpf.jfr.EventClock;
import dev.jebpf.jfr.IoStatisticsEvent;
import dev.jebpf.jfr.KernelEventStatisticsEvent;
import dev.jebpf.jfr.Losses;
import dev.jebpf.jfr.LossesEvent;
import dev.jebpf.jfr.OverheadEvent;
import dev.jebpf.probes.State;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmc.flightrecorder.rules.Severity;

/// The rules over events with known numbers.
class RulesTest {
  private static final String X = "com.acme.Orders.place";
  private static final String Y = "com.acme.Api.handle";

  @TempDir Path directory;

  private Verdict verdict(String rule, Verdict.Events events) throws Exception {
    return Verdict.of(directory, rule, Map.of(), events);
  }

  @Test
  void shouldWarnOfThreadsThatWaitForACpu() throws Exception {
    var verdict =
        verdict(
            "jebpf.RunQueue",
            () -> {
              // An account of before, which the later one contains.
              Sample.thread("a", 1, 500, Map.of(State.RUNQUEUE_WOKEN, 400L));
              Sample.thread(
                  "a", 1, 5000, Map.of(State.RUNQUEUE_PREEMPTED, 1000L, State.PARK, 3500L));
              Sample.thread("b", 2, 1500, Map.of(State.RUNQUEUE_WOKEN, 1000L));
              Sample.thread("gc", 3, "gc", false, 9000, Map.of(State.RUNQUEUE_WOKEN, 9000L));
              Sample.thread("jebpf-agent", 4, 9000, Map.of(State.RUNQUEUE_WOKEN, 9000L));
            });
    // a could run for 1,500 ms, b for 1,500 ms; of each 1,000 ms were in the run queue.
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.percent("share")).isEqualTo(66.7, within(0.01));
    assertThat(verdict.nanos("waited")).isEqualTo(2_000_000_000L);
    assertThat(verdict.nanos("runnable")).isEqualTo(3_000_000_000L);
    assertThat(verdict.details())
        .containsExactlyInAnyOrder(
            "a: 1 s, 66.7 % of the time it could run and 20 % of its wall time",
            "b: 1 s, 66.7 % of the time it could run and 66.7 % of its wall time");
    assertThat(verdict.summary()).contains("66.7 %").doesNotContain("{");
  }

  @Test
  void shouldCountAThreadThatEndedOnceAndItsSuccessorToo() throws Exception {
    var verdict =
        verdict(
            "jebpf.RunQueue",
            () -> {
              Sample.thread("first", 1, 1000, Map.of(State.RUNQUEUE_WOKEN, 300L));
              Sample.thread("first", 1, "java", true, 2000, Map.of(State.RUNQUEUE_WOKEN, 500L));
              Thread.sleep(1);
              Sample.thread("second", 1, 1000, Map.of(State.RUNQUEUE_WOKEN, 250L));
            });
    assertThat(verdict.nanos("waited")).isEqualTo(750_000_000L);
    assertThat(verdict.nanos("runnable")).isEqualTo(3_000_000_000L);
  }

  @Test
  void shouldNotMindThreadsThatHardlyWait() throws Exception {
    var verdict =
        verdict(
            "jebpf.RunQueue",
            () -> {
              Sample.thread("a", 1, 5000, Map.of(State.RUNQUEUE_PREEMPTED, 300L));
              Sample.thread("idle", 2, 5000, Map.of(State.PARK, 4999L));
            });
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.percent("share")).isEqualTo(6, within(0.01));
  }

  @Test
  void shouldScoreExactlyAtItsLimits() throws Exception {
    Verdict.Events half = () -> Sample.thread("a", 1, 1000, Map.of(State.RUNQUEUE_WOKEN, 500L));
    assertThat(verdict("jebpf.RunQueue", half).score()).isEqualTo(75, within(0.001));
    Verdict.Events fifth = () -> Sample.thread("a", 1, 2000, Map.of(State.RUNQUEUE_WOKEN, 400L));
    assertThat(verdict("jebpf.RunQueue", fifth).score()).isEqualTo(25, within(0.001));
  }

  @Test
  void shouldHaveLimitsThatTheUserSets() throws Exception {
    Verdict.Events half = () -> Sample.thread("a", 1, 1000, Map.of(State.RUNQUEUE_WOKEN, 500L));
    assertThat(
            Verdict.of(
                    directory, "jebpf.RunQueue", Map.of("jebpf.runqueue.warning.limit", 90L), half)
                .severity())
        .isEqualTo(Severity.INFO);
    assertThat(
            Verdict.of(directory, "jebpf.RunQueue", Map.of("jebpf.runqueue.least.time", 600L), half)
                .severity())
        .isEqualTo(Severity.OK);
  }

  @Test
  void shouldWarnOfThreadsThatTheirQuotaStops() throws Exception {
    Verdict.Events throttled =
        () ->
            Sample.thread(
                "a", 1, 1000, Map.of(State.THROTTLED, 600L, State.RUNQUEUE_PREEMPTED, 100L));
    var verdict = verdict("jebpf.Throttled", throttled);
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.percent("share")).isEqualTo(60, within(0.01));
    assertThat(verdict("jebpf.RunQueue", throttled).severity()).isEqualTo(Severity.OK);
  }

  @Test
  void shouldNameTheCallThatWaitsAndWhoReleasedItsLock() throws Exception {
    var verdict =
        verdict(
            "jebpf.WaitingCalls",
            () -> {
              var clock = EventClock.start();
              Sample.method(Y, 50, 4000, Map.of(State.LOCK, 1800L));
              Sample.method(X, 100, 2000, Map.of(State.LOCK, 1800L));
              Sample.method("com.acme.Short.call", 1, 50, Map.of(State.LOCK, 50L));
              Sample.call(clock, X, "reporter", 30, 28);
              Sample.call(clock, X, "reporter", 30, 26);
              Sample.call(clock, X, "cleaner", 30, 18);
              Sample.call(clock, X, "peer", 30, 1);
            });
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.value("method")).isEqualTo(X);
    assertThat(verdict.value("state")).isEqualTo("lock");
    assertThat(verdict.percent("share")).isEqualTo(90, within(0.01));
    assertThat(verdict.number("calls")).isEqualTo(100);
    assertThat(verdict.summary())
        .isEqualTo(
            "Calls of "
                + X
                + " spend 90 % of their time in lock: released last by reporter (75 % of the"
                + " waiting).");
    assertThat(verdict.details())
        .containsExactly(
            X + ": 1.800 s of 2 s in lock (90 %), calls: 100",
            Y + ": 1.800 s of 4 s in lock (45 %), calls: 50");
  }

  @Test
  void shouldInformButNotWarnOfCallsThatWaitForTheNetwork() throws Exception {
    var verdict =
        verdict(
            "jebpf.WaitingCalls", () -> Sample.method(X, 10, 1000, Map.of(State.NETWORK, 990L)));
    assertThat(verdict.severity()).isEqualTo(Severity.INFO);
    assertThat(verdict.score()).isEqualTo(74);
    assertThat(verdict.value("state")).isEqualTo("network");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CPU", "RUNQUEUE_PREEMPTED", "RUNQUEUE_WOKEN", "THROTTLED", "STOPPED", "OTHER"})
  void shouldKnowEveryStateInWhichCallsWait(State state) throws Exception {
    var verdict =
        verdict("jebpf.WaitingCalls", () -> Sample.method(X, 1, 1000, Map.of(state, 500L)));
    assertThat(verdict.value("state")).isEqualTo(state.label());
    assertThat(verdict.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void shouldNotMindCallsThatCompute() throws Exception {
    var verdict =
        verdict(
            "jebpf.WaitingCalls",
            () -> Sample.method(X, 10, 1000, Map.of(State.NETWORK, 200L, State.LOCK, 100L)));
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.details()).isEmpty();
  }

  @Test
  void shouldNameTheFileThatCallsWaitFor() throws Exception {
    var verdict =
        verdict(
            "jebpf.SlowFiles",
            () -> {
              var clock = EventClock.start();
              Sample.method(X, 100, 1000, Map.of(State.DISK, 800L));
              for (int i = 0; i < 8; i++) {
                Sample.sync(clock, X, "/var/journal", 100);
              }
              Sample.sync(clock, X, "/var/other", 20);
              Sample.sync(clock, "not.counted", "/var/x", 5000);
              IoStatisticsEvent.commit("FileSync", 500, 0, 0, 900_000_000);
              IoStatisticsEvent.commit("FileRead", 500, 0, 0, 100_000_000);
              IoStatisticsEvent.commit("TcpSend", 900, 0, 0, 900_000_000);
            });
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.value("target")).isEqualTo("/var/journal");
    assertThat(verdict.value("method")).isEqualTo(X);
    assertThat(verdict.percent("share")).isEqualTo(80, within(0.1));
    assertThat(verdict.percent("part")).isEqualTo(80, within(0.1));
    assertThat(verdict.number("slow")).isEqualTo(8);
    assertThat(verdict.number("all")).isEqualTo(1000);
    assertThat(verdict.explanation()).startsWith("8 of 1,000 operations took ");
  }

  @Test
  void shouldInformOfThePeerThatCallsWaitFor() throws Exception {
    var verdict =
        verdict(
            "jebpf.SlowPeers",
            () -> {
              var clock = EventClock.start();
              Sample.method(X, 10, 1000, Map.of(State.NETWORK, 900L));
              Sample.receive(clock, X, "10.1.2.3", 500);
              Sample.receive(clock, X, "2001:db8::1", 400);
              IoStatisticsEvent.commit("TcpReceive", 2, 0, 20, 900_000_000);
            });
    assertThat(verdict.severity()).isEqualTo(Severity.INFO);
    assertThat(verdict.value("target")).isEqualTo("10.1.2.3:443");
    assertThat(verdict.details()).hasSize(2).last().asString().startsWith("[2001:db8::1]:443: ");
  }

  @Test
  void shouldSayWhatWasLostAndHowMuchItIs() throws Exception {
    var verdict =
        verdict(
            "jebpf.Losses",
            () -> {
              Sample.method(X, 900, 1000, Map.of());
              OverheadEvent.commit(0, 0, 0, 9_999);
              LossesEvent.commit(new Losses(0, 0, 0, 0, 0, 0));
              LossesEvent.commit(new Losses(1, 0, 100, 0, 0, 0));
              KernelEventStatisticsEvent.commit("kernel.vfs_read", 1000, 1, 400, 100);
            });
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.number("lost")).isEqualTo(100);
    assertThat(verdict.percent("share")).isEqualTo(10, within(0.01));
    assertThat(verdict.details())
        .satisfiesExactly(
            spans -> assertThat(spans).startsWith("100 calls could not be followed"),
            kernel -> assertThat(kernel).startsWith("500 occurrences of kernel.vfs_read "),
            ring -> assertThat(ring).startsWith("1 records of slow operations"));
  }

  @Test
  void shouldNotWarnOfLossesThatNoAccountSuffersFrom() throws Exception {
    var verdict =
        verdict(
            "jebpf.Losses",
            () -> {
              OverheadEvent.commit(0, 0, 0, 100);
              LossesEvent.commit(new Losses(900, 0, 0, 0, 0, 0));
            });
    assertThat(verdict.severity()).isEqualTo(Severity.INFO);
    assertThat(verdict.percent("share")).isEqualTo(90, within(0.01));
  }

  @Test
  void shouldSayThatNothingWasLost() throws Exception {
    var verdict = verdict("jebpf.Losses", () -> LossesEvent.commit(new Losses(0, 0, 0, 0, 0, 0)));
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.summary()).startsWith("Nothing was lost");
  }

  @Test
  void shouldSayWhichProbesAreMissingAndWhatForThat() throws Exception {
    var verdict =
        verdict(
            "jebpf.Backends",
            () -> {
              BackendEvent.commit("tcp.retransmits", null, "no tracepoint");
              BackendEvent.commit("file.operations", "fentry/fexit", null);
            });
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.summary()).endsWith("attached: tcp.retransmits.");
    assertThat(verdict.details())
        .containsExactly(
            "tcp.retransmits: no TcpRetransmit, nor its statistics. Reason: no tracepoint");
  }

  @Test
  void shouldScoreAMissingAccountHighest() throws Exception {
    var verdict =
        verdict(
            "jebpf.Backends", () -> BackendEvent.commit("thread.account", null, "EPERM: CAP_BPF"));
    assertThat(verdict.score()).isEqualTo(100);
    assertThat(verdict.details()).singleElement().asString().contains("no states", "CAP_BPF");
  }

  @Test
  void shouldInformOfWhatAProbeDoesNotSee() throws Exception {
    var verdict =
        verdict(
            "jebpf.Backends",
            () ->
                BackendEvent.commit(
                    "file.operations", "kprobe", "fentry refused: x; not seen: io_uring (y)"));
    assertThat(verdict.severity()).isEqualTo(Severity.INFO);
    assertThat(verdict.details()).containsExactly("file.operations: not seen: io_uring (y)");
  }

  @Test
  void shouldNotMindThatBetterMechanismsWereRefused() throws Exception {
    var verdict =
        verdict(
            "jebpf.Backends",
            () -> BackendEvent.commit("file.operations", "tracepoint", "fentry refused: EPERM"));
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
  }

  @Test
  void shouldWarnOfTracingThatCostsMuch() throws Exception {
    var verdict = verdict("jebpf.Overhead", () -> overhead(6000, 7000, 40_000));
    // Of 13 s an allowance of 3 s is for starting; 10 of 40 s are a quarter.
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.percent("share")).isEqualTo(32.5, within(0.01));
    assertThat(verdict.nanos("cost")).isEqualTo(13_000_000_000L);
  }

  @Test
  void shouldNotMindTheCostOfStarting() throws Exception {
    var verdict = verdict("jebpf.Overhead", () -> overhead(0, 2000, 4000));
    assertThat(verdict.severity()).isEqualTo(Severity.OK);
    assertThat(verdict.percent("share")).isEqualTo(50, within(0.01));
  }

  private static void overhead(long kernelMillis, long agentMillis, long cpuMillis) {
    OverheadEvent.commit(kernelMillis * 1_000_000, 1, agentMillis * 1_000_000, 1);
    Sample.thread("a", 1, cpuMillis, Map.of());
  }

  @Test
  void shouldNotApplyToARecordingWithoutItsEvents() throws Exception {
    for (String rule : DropInTest.RULES) {
      assertThat(verdict(rule, () -> {}).severity()).as(rule).isEqualTo(Severity.NA);
    }
  }

  @Test
  void shouldQueryTheEventsThatAResultWasMadeFrom() throws Exception {
    var verdict = verdict("jebpf.Losses", () -> LossesEvent.commit(new Losses(0, 0, 0, 0, 0, 0)));
    assertThat(verdict.value("itemQuery")).isNotNull();
  }
}
