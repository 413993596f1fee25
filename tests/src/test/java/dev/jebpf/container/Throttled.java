package dev.jebpf.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child's main that wants more CPU time than its control group gets.
///
/// Argument: the group's `cpu.stat`.
final class Throttled {
  private static final long WORK = 2_000_000_000;

  private Throttled() {}

  public static void main(String[] arguments) throws IOException {
    Path statistics = Path.of(arguments[0]);
    long before = throttledNanos(statistics);
    spin();
    System.out.println("throttled=" + (throttledNanos(statistics) - before));
  }

  static void spin() {
    long end = System.nanoTime() + WORK;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static long throttledNanos(Path statistics) throws IOException {
    return Files.readAllLines(statistics).stream()
        .filter(line -> line.startsWith("throttled_time "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }
}
