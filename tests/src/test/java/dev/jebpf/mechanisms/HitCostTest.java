package dev.jebpf.mechanisms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.HitCost;
import dev.jebpf.probes.Mechanism;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class HitCostTest {
  private static final int ROUNDS = 3;

  /// [HitCost] itself fails when a mechanism misses a read. The bound is far above what any of them
  /// takes, also emulated.
  @Test
  void shouldSeeEveryReadAtABoundedCost(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("one"), new byte[1]);
    var costs = new HitCost(file, ROUNDS).measure();
    costs.forEach(
        (mechanism, cost) ->
            System.out.printf("cost of a read: %-14s %8.0f ns%n", mechanism, cost.median()));
    assertThat(costs).containsKey(Mechanism.TRACEPOINT);
    assertThat(costs.values()).allMatch(cost -> cost.median() < 200_000);
  }
}
