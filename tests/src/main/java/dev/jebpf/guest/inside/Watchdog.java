package dev.jebpf.guest.inside;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Notices a test that takes too long, shows what all threads are doing, and lets the run be given
/// up with what is known until then: a guest that hangs leaves a report that says where.
final class Watchdog implements TestExecutionListener {
  private static final Duration LOOKS = Duration.ofSeconds(1);

  /// What runs, since when ([System#nanoTime]).
  private record Running(TestIdentifier test, long since) {}

  private final Duration limit;
  private final Consumer<TestIdentifier> stuck;
  private volatile Running running;

  /// @param stuck is told, on a thread of the watchdog's, which test took longer than the limit
  Watchdog(Duration limit, Consumer<TestIdentifier> stuck) {
    this.limit = limit;
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
        if (now != null && System.nanoTime() - now.since > limit.toNanos()) {
          System.out.printf(
              "@jebpf stuck for %d s: %s%n%s",
              limit.toSeconds(), now.test.getUniqueId(), stacks(Thread.getAllStackTraces()));
          stuck.accept(now.test);
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
