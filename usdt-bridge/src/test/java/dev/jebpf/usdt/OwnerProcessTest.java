package dev.jebpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerProcessTest {
  @Test
  void shouldReadWhatItWrote() throws IOException {
    OwnerProcess self = OwnerProcess.self();
    assertThat(OwnerProcess.parse(self.toString())).isEqualTo(self);
    assertThat(self.namespace()).startsWith("pid:[");
  }

  @Test
  void shouldKnowWhoHasEnded() throws IOException, InterruptedException {
    OwnerProcess self = OwnerProcess.self();
    assertThat(self.hasEnded()).isFalse();
    assertThat(new OwnerProcess(self.pid(), self.startTime() + 1, self.namespace()).hasEnded())
        .as("another process with the same number")
        .isTrue();
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(new OwnerProcess(process.pid(), 1, self.namespace()).hasEnded()).isTrue();
    assertThat(new OwnerProcess(process.pid(), 1, "pid:[1]").hasEnded())
        .as("a process that cannot be seen from here")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 2", "a b c", "1 b c"})
  void shouldRefuseAnythingElse(String text) {
    assertThatIOException().isThrownBy(() -> OwnerProcess.parse(text));
  }
}
