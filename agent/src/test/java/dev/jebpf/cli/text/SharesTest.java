package dev.jebpf.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void shouldGiveLeftoversToTheLargestRemainders() {
    assertThat(Shares.of(new long[] {1, 1, 1}, 1000)).containsExactly(334, 333, 333);
    assertThat(Shares.of(new long[] {0, 5, 0}, 7)).containsExactly(0, 7, 0);
  }

  @Test
  void shouldShareNothingAmongNothing() {
    assertThat(Shares.of(new long[] {0, 0}, 10)).containsExactly(0, 0);
  }

  @Test
  void shouldAlwaysAddUp() {
    var random = new Random(17);
    for (int run = 0; run < 2000; run++) {
      var parts = random.longs(1 + random.nextInt(17), 0, 1L << random.nextInt(1, 62)).toArray();
      var shares = Shares.of(parts, 1000);
      boolean nothing = Arrays.stream(parts).allMatch(part -> part == 0);
      assertThat(Arrays.stream(shares).sum())
          .as("%s", Arrays.toString(parts))
          .isEqualTo(nothing ? 0 : 1000);
    }
  }
}
