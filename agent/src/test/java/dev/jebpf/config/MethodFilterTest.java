package dev.jebpf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jebpf.name.Wildcard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodFilterTest {
  @ParameterizedTest
  @CsvSource({
    "a.B, a.B, *",
    "a.B$C::d, a.B$C, d",
    "a.B::<init>, a.B, <init>",
    "a.B::<clinit>, a.B, <clinit>",
    "::d, *, d",
    "a.*::get*, a.*, get*",
    "*.B::*, *.B, *",
    "B, B, *"
  })
  void shouldReadTheJdksSyntaxWithWildcards(String text, String className, String method)
      throws Exception {
    MethodFilter filter = MethodFilter.parse(text);
    assertThat(filter.annotation()).isNull();
    assertThat(filter.className().pattern()).isEqualTo(className);
    assertThat(filter.method().pattern()).isEqualTo(method);
  }

  @Test
  void shouldReadAnnotations() throws Exception {
    assertThat(MethodFilter.parse("@jakarta.ws.rs.GET").annotation())
        .isEqualTo("jakarta.ws.rs.GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.B::",
        "::",
        "@",
        "@a.*",
        "a..B",
        ".a",
        "a.",
        "a.B::c.d",
        "a.B::c()",
        "a.B#c",
        "1a.B",
        "a b",
        "a.B::<foo>",
        "a.B:c"
      })
  void shouldRejectWhatCanBeNoName(String text) {
    assertThatExceptionOfType(OptionSyntaxException.class)
        .isThrownBy(() -> MethodFilter.parse(text))
        .withMessageStartingWith("methods=" + text + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "a*, a, true",
    "a*c, abc, true",
    "a*c, abcd, false",
    "*b*, abc, true",
    "a*b*c, a-b-b-c, true",
    "abc, abc, true",
    "abc, abcd, false",
    "a**c, ac, true"
  })
  void shouldMatchWildcards(String pattern, String name, boolean matches) {
    assertThat(new Wildcard(pattern).matches(name)).isEqualTo(matches);
  }
}
