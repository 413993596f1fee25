package dev.jebpf.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.jebpf.samples.OrderApi.place | 40 | dev.jebpf.samples.OrderApi.place",
        "dev.jebpf.samples.OrderApi.place | 30 | d.jebpf.samples.OrderApi.place",
        "dev.jebpf.samples.OrderApi.place | 20 | d.j.s.OrderApi.place",
        "dev.jebpf.samples.OrderApi.place | 16 | OrderApi.place",
        "dev.jebpf.samples.OrderApi.place | 10 | Orde...ace",
        "a.b.Order.place(java.lang.String) | 24 | Order.place...ng.String)",
        "Orders.place | 8 | Ord...ce",
      })
  void shouldShortenPackagesBeforeNames(String name, int width, String expected) {
    assertThat(Texts.method(name, width)).isEqualTo(expected);
  }

  @Test
  void shouldKeepBothEndsOfLongNames() {
    assertThat(Texts.left("http-nio-8080-exec-12", 14)).isEqualTo("http-n...ec-12");
  }

  @Test
  void shouldDisarmControlCharacters() {
    assertThat(Texts.left("\u001b[2Jname", 8)).isEqualTo("?[2Jname");
  }

  @Test
  void shouldWrapBelowTheLabel() {
    assertThat(Texts.wrap("key: ", "one two three", 12))
        .containsExactly("key: one two", "     three");
  }
}
