package dev.jebpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "order_placed", "Order2", "place__entry"})
  void shouldTakeIdentifiers(String name) {
    assertThat(ProbeNames.check("probe", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2nd", "a:b", "a b", "a-b", "a*", "a\0b", "é", "a\n", "$(reboot)"})
  void shouldRefuseWhatToolsWouldStumbleOver(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbeNames.check("probe", name))
        .withMessageStartingWith("probe=\"" + name + "\": need letters, digits and underscores");
  }

  @Test
  void shouldRefuseLongNames() {
    assertThat(ProbeNames.check("probe", "x".repeat(128))).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbeNames.check("probe", "x".repeat(129)));
  }
}
