package dev.jebpf.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.MethodTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.oracle.Sums;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `-Djebpf.crowd=1000000` makes it a long run.
@Tag("kernel")
class CrowdTest {
  private static final int THREADS = Integer.getInteger("jebpf.crowd", 100_000);
  private static final int AT_ONCE = 10_000;
  private static final int CROWDED = 100_000;
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path directory;

  @Test
  void shouldCountEveryCallInMemoryThatDoesNotGrow() {
    ChildRun run = run(THREADS, AT_ONCE);
    checkTotals(run, THREADS);
    for (String memory : new String[] {"heap.", "resident."}) {
      long early = run.number(memory + 2);
      assertThat(run.number(memory + Crowd.LOOKS))
          .as(memory + run)
          .isLessThan(early + early / 10 + 16 * MEGABYTE);
    }
  }

  /// All of them are in their call at the same time.
  @Test
  void shouldFollowAHundredThousandThreadsAtOnce() {
    checkTotals(run(CROWDED, CROWDED), CROWDED);
  }

  private void checkTotals(ChildRun run, int threads) {
    Breakdown breakdown = Breakdown.of(recording());
    Sums.check(breakdown);
    MethodTime calls = breakdown.method("Crowd.call");
    assertThat(calls.count()).isEqualTo(threads);
    assertThat(calls.wallNanos()).isBetween(run.number("inner"), run.number("outer"));
    assertThat(calls.states().get("sleep")).isBetween(run.number("slept"), calls.wallNanos());
    assertThat(breakdown.losses()).allSatisfy((_, count) -> assertThat(count).isZero());
  }

  private ChildRun run(int threads, int atOnce) {
    ChildRun run =
        ChildJvm.of(Crowd.class, Integer.toString(threads), Integer.toString(atOnce))
            .jvm("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
            .agent(
                "file=" + recording(),
                "methods=" + Crowd.class.getName() + "::call",
                "threshold=60s",
                "wait=true")
            .run(Duration.ofSeconds(120 + THREADS / 1000));
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  private Path recording() {
    return directory.resolve("crowd.jfr");
  }
}
