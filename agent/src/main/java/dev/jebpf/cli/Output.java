package dev.jebpf.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What standard output is connected to.
///
/// @param target what `/proc/self/fd/1` points to; empty when that can't be read
record Output(String target) {
  private static final int DEFAULT_COLUMNS = 100;

  static Output standard() {
    try {
      return new Output(Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString());
    } catch (IOException | UnsupportedOperationException _) {
      return new Output("");
    }
  }

  /// Whether someone looks at a terminal.
  boolean terminal() {
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }

  /// Whether another program reads, which may stop when it has seen enough.
  boolean pipe() {
    return target.startsWith("pipe:");
  }

  /// Characters in a line of the terminal as `stty` says; 100 when it can't or nobody looks.
  int columns() {
    if (!terminal()) {
      return DEFAULT_COLUMNS;
    }
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of(target).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return DEFAULT_COLUMNS;
      }
      var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1).strip());
      return columns > 0 ? columns : DEFAULT_COLUMNS;
    } catch (IOException | NumberFormatException _) {
      return DEFAULT_COLUMNS;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return DEFAULT_COLUMNS;
    }
  }
}
