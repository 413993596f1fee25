package dev.jebpf.guest;

import java.time.Duration;
import java.util.List;

/// Benchmarks in a guest. Of times that an emulation takes only those of the emulator would be
/// learnt, so instructions are counted.
///
/// @param arguments of `dev.jebpf.bench.Main`
record BenchRun(String name, ClassPath classPath, List<String> arguments, Duration limit)
    implements GuestRun {
  @Override
  public boolean countsInstructions() {
    return true;
  }

  @Override
  public Plan plan(GuestJdk jdk) {
    String command = "dev.jebpf.bench.Main " + String.join(" ", arguments);
    return new Plan(jdk).java("bench", limit, classPath, command);
  }
}
