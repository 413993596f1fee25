package dev.jebpf.oracle;

import java.nio.file.Files;
import java.nio.file.Path;

/// The child's main: runs the [VirtualCase]s one after the other, each on a virtual thread of its
/// own, and prints what it measured, `CASE.key=value` a line.
final class VirtualOracle {
  /// Carriers there are; two, so that a thread can come back on another.
  static final int CARRIERS = 2;

  private VirtualOracle() {}

  /// @param args an empty directory
  public static void main(String[] args) throws Exception {
    for (VirtualCase oracle : VirtualCase.values()) {
      Path directory = Files.createDirectory(Path.of(args[0], oracle.name()));
      oracle.body().setUp(directory);
      var failure = new Throwable[1];
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  measure(oracle, directory);
                } catch (Throwable e) {
                  failure[0] = e;
                }
              })
          .join();
      if (failure[0] != null) {
        throw new IllegalStateException(oracle.name(), failure[0]);
      }
    }
    System.exit(0);
  }

  private static void measure(VirtualCase oracle, Path directory) throws Exception {
    CaseBody body = oracle.body();
    body.prepare(directory);
    var inner = new long[1];
    long stolen = Schedstat.stolen();
    long outer = wall(() -> Subject.work(() -> inner[0] = wall(body::work)));
    print(oracle, "stolen", Schedstat.stolen() - stolen);
    print(oracle, "thread", Thread.currentThread().threadId());
    print(oracle, "inner", inner[0]);
    print(oracle, "outer", outer);
    print(
        oracle,
        "known",
        body instanceof VirtualCases.Timed timed ? timed.nanos() : CaseBody.AMOUNT);
  }

  private static long wall(Subject.Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static void print(VirtualCase oracle, String key, long value) {
    System.out.println(oracle + "." + key + "=" + value);
  }
}
