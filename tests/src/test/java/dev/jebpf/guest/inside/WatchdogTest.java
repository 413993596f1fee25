package dev.jebpf.guest.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.TestIdentifier;

class WatchdogTest {
  private static TestIdentifier test(String name) {
    return TestIdentifier.from(new EngineDescriptor(UniqueId.forEngine(name), name));
  }

  @Test
  void shouldTellWhichTestTakesTooLong() throws Exception {
    assertThat(stuck(Duration.ofMillis(10), Duration.ofHours(1))).isEqualTo(test("slow"));
  }

  @Test
  void shouldTellWhichTestRunsWhenAllHaveTakenTooLong() throws Exception {
    assertThat(stuck(Duration.ofHours(1), Duration.ofMillis(10))).isEqualTo(test("slow"));
  }

  private static TestIdentifier stuck(Duration longest, Duration all) throws Exception {
    var stuck = new CompletableFuture<TestIdentifier>();
    var watchdog = new Watchdog(longest, all, stuck::complete);
    watchdog.executionStarted(test("quick"));
    watchdog.executionStarted(test("slow"));
    watchdog.start();
    return stuck.get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldShowWhatThreadsAreDoing() {
    Thread here = Thread.currentThread();
    assertThat(Watchdog.stacks(Map.of(here, here.getStackTrace())))
        .startsWith("  " + here.getName() + ": RUNNABLE")
        .contains("    at ")
        .contains("WatchdogTest.shouldShowWhatThreadsAreDoing");
  }
}
