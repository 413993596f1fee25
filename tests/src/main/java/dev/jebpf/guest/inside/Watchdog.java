package dev.jebpf.guest.inside;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Notices a test that takes too long, or all of them, shows what all threads are doing, and lets
/// the run be given up with what is known until then: a guest that hangs leaves a report that says
/// where.
final class Watchdog implements TestExecutionListener {
  private static final Duration LOOKS = Duration.ofSeconds(1);

  /// What runs, since when ([System#nanoTime]).
  private record Running(TestIdentifier test, long since) {}

  private final Duration longest;
  private final Duration all;
  private final Consumer<TestIdentifier> stuck;
  private final long start = System.nanoTime();
  private volatile Running running;

  /// @param longest that a test may take
  /// @param all what they may take together
  /// @param stuck is told, on a thread of the watchdog's, which test took too long, or ran when all
  /// had
  Watchdog(Duration longest, Duration all, Consumer<TestIdentifier> stuck) {
    this.longest = longest;
    this.all = all;
    this.stuck = stuck;
  }

  void start() {
    Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    running = new Running(test, System.nanoTime());
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOKS);
        Running now = running;
        if (now != null && (since(now.since, longest) || since(start, all))) {
          System.out.printf(
              "@jebpf stuck after %d s: %s%n%s",
              (System.nanoTime() - now.since) / 1_000_000_000,
              now.test.getUniqueId(),
              stacks(Thread.getAllStackTraces()));
          stuck.accept(now.test);
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean since(long then, Duration limit) {
    return System.nanoTime() - then > limit.toNanos();
  }

  static String stacks(Map<Thread, StackTraceElement[]> threads) {
    var text = new StringBuilder();
    threads.forEach(
        (thread, frames) -> {
          text.append("  %s: %s%n".formatted(thread.getName(), thread.getState()));
          for (StackTraceElement frame : frames) {
            text.append("    at ").append(frame).append('\n');
          }
        });
    return text.toString();
  }
}
