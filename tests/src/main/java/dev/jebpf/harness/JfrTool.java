package dev.jebpf.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The JDK's own `jfr`.
public final class JfrTool {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private JfrTool() {}

  /// What it prints.
  ///
  /// @throws IllegalStateException when it fails or complains
  public static List<String> run(String... arguments) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
    List<String> command = Stream.concat(Stream.of(tool), Stream.of(arguments)).toList();
    try (RunningJvm running = new RunningJvm(new ProcessBuilder(command).start())) {
      ChildRun run = running.await(PATIENCE);
      if (run.exit() != 0 || !run.err().isEmpty()) {
        throw new IllegalStateException(command + " gave " + run.exit() + ": " + run.err());
      }
      return run.out();
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + command, e);
    }
  }
}
