package dev.jebpf.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 us",
    "9994, 9.99 us",
    "9995, 10.0 us",
    "99949, 99.9 us",
    "99950, 100 us",
    "999499, 999 us",
    "999500, 1.00 ms",
    "12345678, 12.3 ms",
    "999500000, 1.00 s",
    "59949999999, 59.9 s",
    "59950000000, 1 m 00 s",
    "187000000000, 3 m 07 s",
    "3599499999999, 59 m 59 s",
    "3599500000000, 1 h 00 m",
    "86399000000000, 1 d 00 h",
    "360000000000000, 4 d 04 h",
    "8640000000000000, 100 d"
  })
  void shouldRoundToTheUnitThatSuits(long nanos, String text) {
    assertThat(DurationText.of(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {999_499, 999_499_999, 59_949_999_999L, 86_369_999_999_999L, Long.MAX_VALUE})
  void shouldFitItsColumn(long nanos) {
    assertThat(DurationText.of(nanos).length()).isLessThanOrEqualTo(DurationText.WIDTH);
  }
}
