package dev.jebpf.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "()V (J)V (J)V",
        "(IJ)J (IJJ)V (JJ)V",
        "(ZBSC)Z (ZBSCJ)V (ZJ)V",
        "(FID)D (IJ)V (J)V",
        "(Ljava/lang/String;[BLjava/util/List;[I)[B"
            + " (Ljava/lang/String;[BLjava/lang/Object;Ljava/lang/Object;J)V ([BJ)V",
      })
  void shouldCarryWhatCanTravel(String descriptor, String entry, String exit) {
    ProbeShape shape = ProbeShape.of(descriptor);
    assertThat(shape.entry()).isEqualTo(entry);
    assertThat(shape.exit()).isEqualTo(exit);
  }

  @Test
  void shouldCarryAsManyAsToolsTake() {
    assertThat(ProbeShape.of("(IIIIIIIIIIIII)V").parameters()).hasSize(10);
    assertThat(ProbeShape.of("([B[B[B[B[B[B[BI)V").entry()).isEqualTo("([B[B[B[B[BJ)V");
  }

  @Test
  void shouldKnowTheLocalVariables() {
    assertThat(ProbeShape.of("(JDI)V").parameters())
        .extracting(ProbeShape.Parameter::local)
        .containsExactly(0, 4);
  }
}
