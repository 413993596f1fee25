package dev.jebpf.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FileDescriptorTest {
  private final FakeKernel kernel = new FakeKernel(_ -> 0);

  @Test
  void shouldCloseOnce() {
    FileDescriptor descriptor = FileDescriptor.owning(kernel, 7);
    assertThat(descriptor.number()).isEqualTo(7);

    descriptor.close();
    descriptor.close();

    assertThat(kernel.calls())
        .containsExactly(new FakeKernel.Call(SystemCall.CLOSE, 7, 0, 0, 0, 0, 0));
    assertThatThrownBy(descriptor::number).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotOwnAnError() {
    assertThatThrownBy(() -> FileDescriptor.owning(kernel, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
