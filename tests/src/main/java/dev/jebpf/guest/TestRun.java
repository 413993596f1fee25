package dev.jebpf.guest;

import java.time.Duration;
import java.util.List;

/// Tests in a guest.
///
/// @param tests which tests, as users call them
/// @param selection which tests, as `dev.jebpf.guest.inside.InGuest` takes them
/// @param properties for the tests, as the JVM takes them (`-Dname=value`)
/// @param doctor whether the guest is asked what it can do, too
record TestRun(
    String name,
    ClassPath classPath,
    String tests,
    List<String> selection,
    List<String> properties,
    boolean doctor,
    Duration limit)
    implements GuestRun {
  /// An emulated machine is slower and less even than a real one by about this factor; tests that
  /// compare times take so much more for equal.
  private static final int TOLERANCE = 5;

  /// With `wait=true` a JVM's `main` waits for tracing a minute at most, on a real machine.
  private static final int LONGEST_WAIT = 60 * TOLERANCE;

  /// The tags of tests that run whole services under load or start a JVM for each of many cases,
  /// some of which compile all that they run, which is more than an emulated machine does in any
  /// useful time; and of those that read our sources, which it has not got.
  private static final String EXCLUDED = "service|jvms|sources";

  /// What the tests themselves do not manage to end in their time ends a little later.
  private static final Duration AND_A_REPORT = Duration.ofMinutes(1);

  @Override
  public boolean countsInstructions() {
    return false;
  }

  @Override
  public Plan plan(GuestJdk jdk) {
    var plan = new Plan(jdk);
    if (doctor) {
      plan.doctor();
    }
    String options =
        "-Djebpf.tolerance=%d -Djebpf.child.options='%s -Djebpf.wait.seconds=%d' -Djebpf.guest.exclude='%s' -Djebpf.guest.seconds=%d"
            .formatted(TOLERANCE, Plan.JVM_OPTIONS, LONGEST_WAIT, EXCLUDED, limit.toSeconds());
    String main = "dev.jebpf.guest.inside.InGuest %s /results".formatted(name);
    String tests = String.join(" ", selection);
    String own = String.join(" ", properties);
    return plan.java(
        "tests", limit.plus(AND_A_REPORT), classPath, String.join(" ", options, own, main, tests));
  }
}
