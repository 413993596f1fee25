package dev.jebpf.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.oracle.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service with a CPU quota, as `docker run --cpus` gives it: what it takes away is `throttled`.
@Tag("kernel")
class QuotaTest {
  /// The hierarchy of cgroup version 1 (`Documentation/scheduler/sched-bwc.rst`).
  private static final Path CPU = Path.of("/sys/fs/cgroup/cpu");

  private static final long PERIOD = 100_000_000;
  private static final long QUOTA = 40_000_000;

  private final Path group = CPU.resolve("jebpf-test-" + ProcessHandle.current().pid());

  @TempDir Path directory;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(
        Files.isWritable(CPU.resolve("tasks")),
        "feature missing: cgroup v1 CPU controller at " + CPU);
    Files.createDirectory(group);
    Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD / 1000));
    Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(QUOTA / 1000));
  }

  @AfterEach
  void remove() throws IOException {
    Files.deleteIfExists(group);
  }

  @Test
  void shouldShowWhatTheQuotaTakesAway() throws IOException {
    Path recording = directory.resolve("quota.jfr");
    ChildRun run =
        ChildJvm.of(Throttled.class, group.resolve("cpu.stat").toString())
            .through("sh", "-c", "echo $$ > " + group.resolve("tasks") + " && exec \"$@\"", "sh")
            .through("taskset", "-c", "0")
            .agent(
                "file=" + recording, "methods=" + Throttled.class.getName() + "::spin", "wait=true")
            .run(Duration.ofSeconds(60));
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    Breakdown breakdown = Breakdown.of(recording);
    Sums.check(breakdown);
    var call = breakdown.calls().getFirst();
    // The kernel counts until the quota is renewed, the account until the thread runs again; each
    // period of the call but the first and the last is whole in both.
    long kernels = run.number("throttled");
    assertThat(call.states().get("throttled"))
        .as("%s, by the kernel %d", call, kernels)
        .isBetween(kernels - 2 * PERIOD, kernels + 2 * PERIOD)
        .isGreaterThan(call.wallNanos() / 4);
    assertThat(call.states().get("cpu")).isLessThan(call.wallNanos() * QUOTA / PERIOD + 2 * PERIOD);
    assertThat(ChildJvm.cli("breakdown", recording.toString()).run(Duration.ofSeconds(60)).out())
        .anyMatch(line -> line.matches(".*throttled \\d+%.*"));
  }
}
