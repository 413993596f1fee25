package dev.jebpf.thirdparty;

import java.util.concurrent.TimeUnit;

/// A service for a CPU profiler: turns of work on its main thread, with a short sleep after each.
final class Turns {
  static final int COUNT = 300;

  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private Turns() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int i = 0; i < COUNT; i++) {
      turn();
      Thread.sleep(1);
    }
  }

  static void turn() {
    long end = System.nanoTime() + WORK_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
