package dev.jebpf.bench;

/// One thing measured; found by [#name] on the command line.
interface Benchmark {
  String name();

  /// One line: what is compared, and the goal.
  String purpose();

  /// Measures and prints.
  void run(Settings settings) throws Exception;
}
