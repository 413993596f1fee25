package dev.jebpf.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every case of [OracleCase] against the recording.
///
/// Magnitudes are held to 2 % or 2 ms, whichever is larger, 1 % against the kernel's schedstat,
/// plus 5 us for each switch ([#SWITCH_PATH]); all of that five times over in an emulated guest.
/// They are given three attempts, because the machines are shared and a hypervisor may take the CPU
/// away in the middle. That states add up is given one.
@Tag("kernel")
class OracleTest {
  private static final int ATTEMPTS = 3;
  /// `jebpf.tolerance`: an emulated machine is less even than a real one.
  private static final int RELAXED = Integer.getInteger("jebpf.tolerance", 1);

  private static final long LEAST_TOLERANCE = 2_000_000L * RELAXED;

  /// The scheduler's own clock stops when it begins to look for the next thread, the tracepoint
  /// comes when it has found one: some microseconds that the account has as `cpu` and the kernel as
  /// sleep. They matter only to work that is a thousand short waits.
  private static final long SWITCH_PATH = 5_000L * RELAXED;

  private static final Set<State> QUEUED =
      Set.of(State.RUNQUEUE_PREEMPTED, State.RUNQUEUE_WOKEN, State.THROTTLED);

  @ParameterizedTest
  @EnumSource
  void shouldBookKnownWorkUnderItsState(OracleCase oracle) throws IOException {
    for (int attempt = 1; true; attempt++) {
      Path directory = emptyDirectory(oracle);
      Path recording = directory.resolve("oracle.jfr");
      ChildRun run =
          ChildJvm.of(Oracle.class, oracle.name(), directory.toString())
              .jvm(oracle.jvmOptions().toArray(String[]::new))
              .agent(
                  "file=" + recording,
                  "methods=" + Subject.class.getName() + "::work",
                  "threshold=20ms",
                  "wait=true")
              .run(Duration.ofSeconds(60L * RELAXED));
      assertThat(run.exit()).as(run::toString).isZero();
      assertThat(run.err()).isEmpty();
      Breakdown breakdown = Breakdown.of(recording);
      Sums.check(breakdown);
      SoftAssertions magnitudes = magnitudes(oracle, run, breakdown);
      if (magnitudes.errorsCollected().isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        magnitudes.assertAll();
      }
    }
  }

  private static Path emptyDirectory(OracleCase oracle) throws IOException {
    Path directory = Path.of("target", "oracle", oracle.name()).toAbsolutePath();
    Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return directory;
  }

  private static SoftAssertions magnitudes(OracleCase oracle, ChildRun run, Breakdown breakdown) {
    var softly = new SoftAssertions();
    assertThat(breakdown.calls()).as("calls").hasSize(1);
    var call = breakdown.calls().getFirst();
    String all = " in " + call + " measured " + run.out();
    within(softly, "wall" + all, call.wallNanos(), run, "wall");
    within(softly, "cpu" + all, sum(call.states(), Set.of(State.CPU)), run, "cpu");
    within(softly, "queued" + all, sum(call.states(), QUEUED), run, "delay");
    within(softly, oracle.states() + all, sum(call.states(), oracle.states()), run, "known");
    long besides = run.number("cpuAtMost") - run.number("cpuAtLeast");
    long schedCpu = run.number("schedCpu");
    close(
        softly,
        "cpu by schedstat" + all,
        call.states().get("cpu"),
        schedCpu - besides,
        schedCpu,
        run.number("switches"));
    var method = breakdown.method("Subject.work");
    softly.assertThat(method.count()).as("count" + all).isEqualTo(1);
    softly.assertThat(method.states()).as("method's states").isEqualTo(call.states());
    ThreadTime thread = breakdown.thread("oracle");
    String whole = " of the thread, " + thread + " measured " + run.out();
    // The thread ends a little later in the kernel than anybody can see, more so when it has to
    // queue for that.
    softly
        .assertThat(thread.wallNanos())
        .as("wall" + whole)
        .isBetween(
            run.number("threadAtLeast"),
            run.number("threadAtMost") + LEAST_TOLERANCE + sum(thread.states(), QUEUED));
    close(
        softly,
        "cpu" + whole,
        thread.states().get("cpu"),
        run.number("threadCpu"),
        run.number("threadCpu") + run.number("stolen"),
        run.number("threadSwitches"));
    return softly;
  }

  /// Between the two measurements, within 2 % or 2 ms.
  private static void within(
      SoftAssertions softly, String what, long actual, ChildRun run, String key) {
    long least = run.number(key + "AtLeast");
    long most = run.number(key + "AtMost");
    long path = run.number("switches") * SWITCH_PATH;
    softly
        .assertThat(actual)
        .as(what)
        .isBetween(
            least - Math.max(least * RELAXED / 50, LEAST_TOLERANCE) - path,
            most + Math.max(most * RELAXED / 50, LEAST_TOLERANCE) + path);
  }

  /// The same within 1 % or 2 ms.
  private static void close(
      SoftAssertions softly, String what, long actual, long least, long most, long switches) {
    long tolerance = Math.max(most * RELAXED / 100, LEAST_TOLERANCE) + switches * SWITCH_PATH;
    softly.assertThat(actual).as(what).isBetween(least - tolerance, most + tolerance);
  }

  private static long sum(Map<String, Long> times, Set<State> states) {
    return states.stream().mapToLong(state -> times.get(state.label())).sum();
  }
}
