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
    var stuck = new CompletableFuture<TestIdentifier>();
    var watchdog = new Watchdog(Duration.ofMillis(10), stuck::complete);
    watchdog.executionStarted(test("quick"));
    watchdog.executionStarted(test("slow"));
    watchdog.start();
    assertThat(stuck.get(30, TimeUnit.SECONDS)).isEqualTo(test("slow"));
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
