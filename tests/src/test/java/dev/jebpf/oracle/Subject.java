package dev.jebpf.oracle;

/// The woven method of every case.
final class Subject {
  private Subject() {}

  static void work(Work work) throws Exception {
    work.run();
  }

  /// Something to do that may fail.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }
}
