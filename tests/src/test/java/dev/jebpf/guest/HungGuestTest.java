package dev.jebpf.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a shell's script for a machine: what a guest is to its host is a process with a console.
class HungGuestTest {
  private static final Duration SILENCE = Duration.ofMillis(500);

  @TempDir private Path directory;
  private final List<Process> machines = new ArrayList<>();

  private void watch(String script, Duration limit) throws IOException {
    Process machine = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    machines.add(machine);
    new Guest(Machine.AMD64, directory, SILENCE, limit, false).watch(machine, _ -> {});
  }

  @AfterEach
  void end() {
    machines.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldShowTheConsoleOfAGuestThatSaysNothingAnyMoreAndWhatItAnswers() throws Exception {
    assertThatThrownBy(() -> watch("echo @jebpf booted; exec cat", Duration.ofMinutes(1)))
        .isInstanceOf(DeadGuestException.class)
        .hasMessageContaining("said nothing for")
        .hasMessageContaining(directory.resolve("console").toString())
        .hasMessageContaining("@jebpf booted")
        .hasMessageContaining("info registers");
    assertThat(Files.readString(directory.resolve("console"))).startsWith("@jebpf booted");
  }

  @Test
  void shouldShowTheConsoleOfAGuestThatTakesTooLong() {
    assertThatThrownBy(
            () -> watch("while echo still here; do sleep 0.1; done", Duration.ofMillis(700)))
        .hasMessageContaining("took longer than")
        .hasMessageContaining("still here");
  }

  @Test
  void shouldShowTheConsoleOfAGuestThatDies() {
    assertThatThrownBy(() -> watch("echo Kernel panic; exit 0", Duration.ofMinutes(1)))
        .hasMessageContaining("ended before its time")
        .hasMessageContaining("Kernel panic");
  }

  @Test
  void shouldLeaveAGuestAloneThatEndsWell() throws Exception {
    watch("echo @jebpf end 12.3", Duration.ofMinutes(1));
    assertThat(Files.readString(directory.resolve("console"))).isEqualTo("@jebpf end 12.3\n");
  }
}
