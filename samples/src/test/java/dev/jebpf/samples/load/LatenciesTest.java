package dev.jebpf.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void shouldGivePercentilesWithinThreePercent() {
    var latencies = new Latencies();
    for (int i = 1; i <= 100_000; i++) {
      latencies.record(i * 1_000L);
    }
    assertThat(latencies.count()).isEqualTo(100_000);
    assertThat(latencies.percentile(0.5)).isCloseTo(50_000_000L, Percentage.withPercentage(3.2));
    assertThat(latencies.percentile(0.99)).isCloseTo(99_000_000L, Percentage.withPercentage(3.2));
    assertThat(latencies.percentile(1)).isCloseTo(100_000_000L, Percentage.withPercentage(3.2));
  }

  @Test
  void shouldHoldTheSmallestAndTheLargestValues() {
    var latencies = new Latencies();
    latencies.record(-5);
    latencies.record(0);
    assertThat(latencies.percentile(1)).isCloseTo(1, within(1L));
    latencies.record(Long.MAX_VALUE / 2);
    assertThat(latencies.count()).isEqualTo(3);
  }

  @Test
  void shouldSayZeroOfNothing() {
    assertThat(new Latencies().percentile(0.99)).isZero();
  }
}
