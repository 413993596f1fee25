package dev.jebpf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void shouldNameNegativeResults() {
    assertThat(Errno.of(-1)).isEqualTo(Errno.EPERM);
    assertThat(Errno.of(-524)).isEqualTo(Errno.ENOTSUPP);
    assertThat(Errno.describe(-7)).isEqualTo("E2BIG (7, argument list too long)");
  }

  @Test
  void shouldNotNameSuccessOrUnknownNumbers() {
    assertThat(Errno.of(0)).isNull();
    assertThat(Errno.of(3)).isNull();
    assertThat(Errno.of(-400)).isNull();
    assertThat(Errno.of(-4096)).isNull();
    assertThat(Errno.describe(-4000)).isEqualTo("errno 4000");
  }

  @Test
  void shouldRecogniseItself() {
    assertThat(Errno.EAGAIN.is(-11)).isTrue();
    assertThat(Errno.EAGAIN.is(11)).isFalse();
  }
}
