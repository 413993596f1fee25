package dev.jebpf.guest.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.MethodSelector;

class SelectorsTest {
  private static final String HERE = SelectorsTest.class.getName();

  @SuppressWarnings("unused") // found by its name
  void withParameters(String text, int number) {}

  @Test
  void shouldFindAMethodByItsNameAloneWhateverItsParameters() {
    assertThat(Selectors.of(List.of(HERE + "#withParameters")))
        .singleElement()
        .isInstanceOfSatisfying(
            MethodSelector.class,
            selector -> {
              assertThat(selector.getClassName()).isEqualTo(HERE);
              assertThat(selector.getParameterTypeNames()).isEqualTo("java.lang.String, int");
            });
  }

  @Test
  void shouldNameTheMethodAndTheClassThatHasNone() {
    assertThatThrownBy(() -> Selectors.of(List.of(HERE + "#missing")))
        .hasMessage("no method 'missing' in " + HERE);
  }
}
