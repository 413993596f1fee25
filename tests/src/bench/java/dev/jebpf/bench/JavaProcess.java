package dev.jebpf.bench;

import dev.jebpf.harness.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Starts JVMs like the one that runs this, on the same class path.
final class JavaProcess {
  private JavaProcess() {}

  /// What a finished process left behind.
  ///
  /// @param startedAt `System.nanoTime()` just before it was started; comparable with a child's
  /// own, both being `CLOCK_MONOTONIC`
  /// @param endedAt `System.nanoTime()` when it had ended
  record Finished(String output, long startedAt, long endedAt) {
    double millis() {
      return (endedAt - startedAt) / 1e6;
    }
  }

  static ProcessBuilder builder(List<String> vmOptions, Class<?> main, String... arguments) {
    return new ProcessBuilder(
        ChildJvm.of(main, arguments).jvm(vmOptions.toArray(String[]::new)).command());
  }

  /// The same with nothing else on the class path than where the class lies.
  static ProcessBuilder small(List<String> vmOptions, Class<?> main) {
    return new ProcessBuilder(
        ChildJvm.of(main)
            .jvm(vmOptions.toArray(String[]::new))
            .classPath(ChildJvm.classPathOf(main))
            .command());
  }

  /// Runs to its end with stdout and stderr taken together.
  ///
  /// @throws IllegalStateException with the output, when it failed
  static Finished run(ProcessBuilder builder) throws IOException, InterruptedException {
    builder.redirectErrorStream(true);
    long startedAt = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    long endedAt = System.nanoTime();
    if (status != 0) {
      throw new IllegalStateException(
          "status=%d of %s%n%s".formatted(status, builder.command(), output));
    }
    return new Finished(output, startedAt, endedAt);
  }
}
