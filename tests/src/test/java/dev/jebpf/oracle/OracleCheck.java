package dev.jebpf.oracle;

import dev.jebpf.harness.Breakdown.CallTime;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.probes.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/// Runs a case in a child JVM and holds the recording against what the child measured.
///
/// Magnitudes are held to 2 % or 2 ms, whichever is larger, 1 % against the kernel's schedstat,
/// plus what the kernel's own clocks leave out at each switch ([#SWITCH_PATH], [#SKIPPED_CLOCK]),
/// plus what a hypervisor has stolen meanwhile; all of that five times over in an emulated guest.
/// They are given three attempts, because the machines are shared; in the last, what may have been
/// stolen without `/proc/stat` showing it counts as stolen too. That states add up is given one.
public final class OracleCheck {
  private static final int ATTEMPTS = 3;

  /// What the child measured of one case.
  private record Measured(OracleRun run, OracleCase oracle) {
    long number(String key) {
      return run.number(oracle, key);
    }
  }

  /// `jebpf.tolerance`: an emulated machine is less even than a real one.
  static final int RELAXED = Integer.getInteger("jebpf.tolerance", 1);

  private static final long LEAST_TOLERANCE = 2_000_000L * RELAXED;

  /// The scheduler's own clock stops when it begins to look for the next thread, the tracepoint
  /// comes when it has found one: some microseconds that the account has as `cpu` and the kernel as
  /// sleep. They matter only to work that is a thousand short waits.
  private static final long SWITCH_PATH = 5_000L * RELAXED;

  /// A wakeup that will switch tasks marks the run queue's clock as good enough for that switch
  /// (`rq_clock_skip_update` in `wakeup_preempt`, `kernel/sched/core.c`). What the interrupt that
  /// woke the thread still does until then, which is tens of microseconds for a large read, is for
  /// schedstat and the CPU clock time on a CPU; the account has it as what it is, waiting for one.
  private static final long SKIPPED_CLOCK = 25_000L * RELAXED;

  private static final Set<State> QUEUED =
      Set.of(State.RUNQUEUE_PREEMPTED, State.RUNQUEUE_WOKEN, State.THROTTLED);

  /// An attempt at all cases for the same JVM.
  private record Together(List<String> jvmOptions, int attempt) {}

  private static final Map<Together, FutureTask<OracleRun>> TOGETHER = new ConcurrentHashMap<>();

  private OracleCheck() {}

  /// Fails unless the recording says what the case knows. All cases for the same JVM share their
  /// attempts, one after the other in one child: starting one takes most of the time.
  static void check(OracleCase oracle) {
    check(oracle, attempt -> together(oracle, attempt));
  }

  private static OracleRun together(OracleCase oracle, int attempt) {
    List<OracleCase> alike =
        Stream.of(OracleCase.values())
            .filter(other -> other.jvmOptions().equals(oracle.jvmOptions()))
            .toList();
    FutureTask<OracleRun> run =
        TOGETHER.computeIfAbsent(
            new Together(oracle.jvmOptions(), attempt),
            _ -> new FutureTask<>(() -> OracleRun.of(alike, "with-" + alike.getFirst())));
    run.run();
    try {
      return run.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("the cases " + alike + " together: " + e.getMessage(), e);
    }
  }

  /// Fails unless the recording says what the case knows, by itself in a child JVM.
  ///
  /// @param name of the run, unique among those of a build
  /// @param through what the child JVM is run through, such as a container
  public static void check(OracleCase oracle, String name, String... through) {
    check(oracle, _ -> OracleRun.of(List.of(oracle), name, through));
  }

  private static void check(OracleCase oracle, IntFunction<OracleRun> attempts) {
    for (int attempt = 1; true; attempt++) {
      long hidden = attempt == ATTEMPTS ? Schedstat.hiddenSteal() : 0;
      SoftAssertions magnitudes = magnitudes(oracle, attempts.apply(attempt), hidden);
      if (magnitudes.errorsCollected().isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        magnitudes.assertAll();
      }
    }
  }

  private static SoftAssertions magnitudes(OracleCase oracle, OracleRun together, long hidden) {
    var softly = new SoftAssertions();
    var run = new Measured(together, oracle);
    CallTime call = together.call(oracle);
    String all = " in " + call + " measured " + together.measured(oracle);
    long stolen = run.number("stolen") + hidden;
    long skipped = run.number("switches") * SKIPPED_CLOCK;
    long cpu = call.states().get("cpu");
    within(softly, "wall" + all, call.wallNanos(), run, "wall", 0, 0);
    within(softly, "cpu" + all, cpu, run, "cpu", skipped, stolen);
    within(softly, "queued" + all, sum(call.states(), QUEUED), run, "delay", 0, skipped);
    long known = sum(call.states(), oracle.states());
    within(softly, oracle.states() + all, known, run, "known", stolen, skipped);
    long besides = run.number("cpuAtMost") - run.number("cpuAtLeast");
    long schedCpu = run.number("schedCpu");
    close(
        softly,
        "cpu by schedstat" + all,
        cpu,
        schedCpu - besides - skipped,
        schedCpu + stolen,
        run.number("switches"));
    ThreadTime thread = together.thread(oracle);
    String whole = " of the thread, " + thread + " measured " + together.measured(oracle);
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
        run.number("threadCpu") - run.number("threadSwitches") * SKIPPED_CLOCK,
        run.number("threadCpu") + stolen,
        run.number("threadSwitches"));
    return softly;
  }

  /// Between the two measurements, within 2 % or 2 ms.
  ///
  /// @param less what the account may have less of, by the kernel's clocks
  /// @param more what it may have more of
  private static void within(
      SoftAssertions softly,
      String what,
      long actual,
      Measured run,
      String key,
      long less,
      long more) {
    long least = run.number(key + "AtLeast");
    long most = run.number(key + "AtMost");
    long path = run.number("switches") * SWITCH_PATH;
    softly
        .assertThat(actual)
        .as(what)
        .isBetween(
            least - Math.max(least * RELAXED / 50, LEAST_TOLERANCE) - path - less,
            most + Math.max(most * RELAXED / 50, LEAST_TOLERANCE) + path + more);
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
