package dev.jebpf.guest;

import java.time.Duration;

/// What a guest is to do.
sealed interface GuestRun permits TestRun, BenchRun {
  /// The guest's, part of the names of its tests.
  String name();

  ClassPath classPath();

  /// What is not done then is shown and ended.
  Duration limit();

  /// Whether the guest's time is the number of instructions its one processor has run, at one a
  /// nanosecond, rather than the host's time: the same at each run, whatever else the host does.
  boolean countsInstructions();

  Plan plan(GuestJdk jdk);
}
