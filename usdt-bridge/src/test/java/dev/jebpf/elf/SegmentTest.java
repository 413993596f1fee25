package dev.jebpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final Segment TEXT =
      new Segment(ProgramHeader.LOAD, ProgramHeader.EXECUTE, 0x1c40, 0x2c40, 0x500);

  /// What the kernel says of it is where its first page is.
  @Test
  void shouldTellWhereItsFirstPageIsLoadedTo() {
    assertThat(TEXT.hasOffset(0x1000)).isTrue();
    assertThat(TEXT.addressOf(0x1000)).isEqualTo(0x2000);
    assertThat(TEXT.hasOffset(0xfff)).isFalse();
  }

  @Test
  void shouldEndWithItsLastByte() {
    assertThat(TEXT.hasOffset(0x213f)).isTrue();
    assertThat(TEXT.addressOf(0x213f)).isEqualTo(0x313f);
    assertThat(TEXT.hasOffset(0x2140)).isFalse();
    assertThat(TEXT.hasOffset(-1)).isFalse();
  }
}
