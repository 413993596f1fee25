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
/// The kernel's own accounting leaves out time that a thread is on a CPU, and the child measures
/// what ([LeftOut]). With that added, wall time and time on a CPU must agree to [#EXACT] with the
/// clocks, and with schedstat, on every machine. What a case itself knows, such as how long it
/// meant to sleep, is held to 2 % or 2 ms, whichever is larger; five times that in an emulated
/// guest. They are given three attempts, because the machines are shared. That states add up is
/// given one.
public final class OracleCheck {
  private static final int ATTEMPTS = 3;

  /// What the child measured of one case.
  private record Measured(OracleRun run, OracleCase oracle) {
    long number(String key) {
      return run.number(oracle, key);
    }

    /// What was measured inside the method and around it.
    Range between(String key) {
      return new Range(number(key + "AtLeast"), number(key + "AtMost"));
    }
  }

  /// Between which two a time must be, before any tolerance.
  private record Range(long least, long most) {
    Range plus(Range other) {
      return new Range(least + other.least, most + other.most);
    }

    /// The same width, with another end.
    Range upTo(long end) {
      return new Range(least - most + end, end);
    }

    Range wider(long below, long above) {
      return new Range(least - below, most + above);
    }
  }

  /// `jebpf.tolerance`: an emulated machine is less even than a real one.
  static final int RELAXED = Integer.getInteger("jebpf.tolerance", 1);

  private static final long LEAST_TOLERANCE = 2_000_000L * RELAXED;

  /// A measurement's clocks are read one after the other.
  private static final long EXACT = 100_000;

  /// Between a tracepoint's place in a switch and the reading of the clock in its program, and
  /// between the one program's and the other's.
  private static final long PER_SWITCH = 1_000;

  /// From `sched_waking`, where the account ends a sleep, until the scheduler queues the thread.
  private static final long PER_WAKING = 2_000;

  private static final Set<State> QUEUED =
      Set.of(State.RUNQUEUE_PREEMPTED, State.RUNQUEUE_WOKEN, State.THROTTLED);

  /// All cases for the JVMs with these options.
  private static final Map<List<String>, FutureTask<OracleRun>> TOGETHER =
      new ConcurrentHashMap<>();

  private OracleCheck() {}

  /// Fails unless the recording says what the case knows. All cases for the same JVM share their
  /// first attempt, one after the other in one child: starting one takes most of the time.
  static void check(OracleCase oracle) {
    check(
        oracle,
        attempt ->
            attempt == 1
                ? together(oracle.jvmOptions())
                : OracleRun.of(List.of(oracle), "again-" + oracle));
  }

  private static OracleRun together(List<String> jvmOptions) {
    List<OracleCase> alike =
        Stream.of(OracleCase.values())
            .filter(oracle -> oracle.jvmOptions().equals(jvmOptions))
            .toList();
    FutureTask<OracleRun> run =
        TOGETHER.computeIfAbsent(
            jvmOptions,
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
      SoftAssertions magnitudes = magnitudes(oracle, attempts.apply(attempt));
      if (magnitudes.errorsCollected().isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        magnitudes.assertAll();
      }
      System.out.printf("%s, attempt %d of %d:%n", oracle, attempt, ATTEMPTS);
      magnitudes.errorsCollected().forEach(error -> System.out.println(error.getMessage()));
    }
  }

  private static SoftAssertions magnitudes(OracleCase oracle, OracleRun together) {
    var softly = new SoftAssertions();
    call(softly, oracle, together);
    thread(softly, oracle, together);
    return softly;
  }

  private static void call(SoftAssertions softly, OracleCase oracle, OracleRun together) {
    var run = new Measured(together, oracle);
    CallTime call = together.call(oracle);
    String all = " in " + call + " measured " + together.measured(oracle);
    LeftOut left = together.leftOut(oracle, "");
    long early = Math.max(0, -left.skewed()) + run.number("switches") * PER_WAKING;
    long late = left.after() + Math.max(0, left.skewed());
    long cpu = call.states().get("cpu");
    exact(softly, "wall" + all, call.wallNanos(), run, run.between("wall"));
    exact(softly, "cpu" + all, cpu, run, run.between("cpu").plus(run.between("leftOut")));
    Range charged = run.between("cpu").upTo(run.number("schedCpu"));
    exact(softly, "cpu by schedstat" + all, cpu, run, charged.plus(run.between("leftOut")));
    long queued = sum(call.states(), QUEUED);
    within(softly, "queued" + all, queued, run.between("delay").wider(late, early));
    long known = sum(call.states(), oracle.states());
    long less = late + left.taken() + run.number("switches") * PER_WAKING;
    within(softly, oracle.states() + all, known, run.between("known").wider(less, early));
  }

  /// The thread ends a little later in the kernel than anybody can see, more so when it has to
  /// queue for that.
  private static void thread(SoftAssertions softly, OracleCase oracle, OracleRun together) {
    var run = new Measured(together, oracle);
    ThreadTime thread = together.thread(oracle);
    String whole = " of the thread, " + thread + " measured " + together.measured(oracle);
    softly
        .assertThat(thread.wallNanos())
        .as("wall" + whole)
        .isBetween(
            run.number("threadAtLeast"),
            run.number("threadAtMost") + LEAST_TOLERANCE + sum(thread.states(), QUEUED));
    // In a PID namespace of its own a thread's account ends when it loses its id there, a little
    // before it ends.
    long cpu = run.number("threadCpu") + together.leftOut(oracle, "thread.").sum();
    softly
        .assertThat(thread.states().get("cpu"))
        .as("cpu" + whole)
        .isBetween(cpu - LEAST_TOLERANCE, cpu + EXACT + run.number("threadSwitches") * PER_SWITCH);
  }

  private static void exact(
      SoftAssertions softly, String what, long actual, Measured run, Range range) {
    long tolerance = EXACT + run.number("switches") * PER_SWITCH;
    softly.assertThat(actual).as(what).isBetween(range.least - tolerance, range.most + tolerance);
  }

  /// Within 2 % or 2 ms.
  private static void within(SoftAssertions softly, String what, long actual, Range range) {
    softly
        .assertThat(actual)
        .as(what)
        .isBetween(
            range.least - Math.max(range.least * RELAXED / 50, LEAST_TOLERANCE),
            range.most + Math.max(range.most * RELAXED / 50, LEAST_TOLERANCE));
  }

  private static long sum(Map<String, Long> times, Set<State> states) {
    return states.stream().mapToLong(state -> times.get(state.label())).sum();
  }
}
