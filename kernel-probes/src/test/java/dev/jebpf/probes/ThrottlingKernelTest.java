package dev.jebpf.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.probes.LiveProbes.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thread of this JVM in a control group with a tenth of a CPU.
@Tag("kernel")
class ThrottlingKernelTest {
  private static final long WORK = 500_000_000;

  /// The version 1 hierarchy, which takes single threads; version 2 needs a domain of its own.
  private static final Path CPU = Path.of("/sys/fs/cgroup/cpu");

  private final Path group = CPU.resolve("jebpf-test-" + LiveProbes.pid());

  private volatile long throttled;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(
        Files.isWritable(CPU.resolve("tasks")),
        "feature missing: cgroup v1 CPU controller at " + CPU);
    Files.createDirectory(group);
    Files.writeString(group.resolve("cpu.cfs_period_us"), "100000");
    Files.writeString(group.resolve("cpu.cfs_quota_us"), "10000");
  }

  @AfterEach
  void remove() throws IOException {
    Files.deleteIfExists(group);
  }

  @Test
  void shouldTellThrottledFromPreempted() throws Exception {
    var config = ProbeConfig.of(LiveProbes.pid(), HotSpotOffsets.unavailable());
    try (var live = new LiveProbes(config)) {
      var measured =
          new FutureTask<>(
              () -> {
                Files.writeString(group.resolve("tasks"), Integer.toString(LiveProbes.tid()));
                try {
                  return live.measure(
                      () -> {
                        long before = throttledNanos();
                        spin();
                        throttled = throttledNanos() - before;
                        return null;
                      });
                } finally {
                  Files.writeString(CPU.resolve("tasks"), Integer.toString(LiveProbes.tid()));
                }
              });
      Thread.ofPlatform().start(measured).join();
      Work work = measured.get();
      // What the kernel says ends with the quota's renewal, ours with the next run.
      long kernels = throttled;
      assertThat(kernels).isPositive();
      assertThat(work.in(State.THROTTLED))
          .as("%s, kernel: %d", work, kernels)
          .isBetween(kernels / 2, work.wall());
      assertThat(work.cpu()).as("%s", work).isLessThan(WORK / 3);
    }
  }

  private long throttledNanos() throws IOException {
    for (String line : Files.readAllLines(group.resolve("cpu.stat"))) {
      if (line.startsWith("throttled_time ")) {
        return Long.parseLong(line.split(" ")[1]);
      }
    }
    throw new AssertionError("no throttled_time in cpu.stat");
  }

  private static Object spin() {
    long end = System.nanoTime() + WORK;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return end;
  }
}
