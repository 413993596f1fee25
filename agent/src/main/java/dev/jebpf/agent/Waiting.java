package dev.jebpf.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waiting that an interrupt of the thread does not end, but is left to it afterwards.
final class Waiting {
  /// Something that blocks.
  @FunctionalInterface
  interface Blocking {
    void run() throws InterruptedException;
  }

  private Waiting() {}

  static void uninterrupted(Blocking blocking) {
    boolean interrupted = false;
    while (true) {
      try {
        blocking.run();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits at most so long, and says whether the latch is open.
  static boolean opened(CountDownLatch latch, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    uninterrupted(() -> latch.await(until - System.nanoTime(), TimeUnit.NANOSECONDS));
    return latch.getCount() == 0;
  }
}
