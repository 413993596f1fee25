package dev.jebpf.oracle;

import java.nio.file.Path;
import java.util.List;

/// What one case does, in the child JVM.
interface CaseBody {
  /// About 200 ms, in nanoseconds.
  long AMOUNT = 200_000_000;

  /// What there is to do before the measured thread starts.
  default void setUp(Path directory) throws Exception {}

  /// What there is to do on the measured thread before the measurement.
  ///
  /// @param directory empty, on a disk, the case's own
  default void prepare(Path directory) throws Exception {}

  /// The work itself, on the measured thread.
  void work() throws Exception;

  /// How long the work was in the case's states, in nanoseconds, by what the case itself knows.
  default long known(Measurement measured) {
    return measured.asleep();
  }

  default List<String> jvmOptions() {
    return List.of();
  }

  /// Starts a thread that the case needs beside the measured one.
  static Thread beside(Subject.Work work) {
    return Thread.ofPlatform()
        .name("beside")
        .daemon()
        .start(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /// Runs a command to its end.
  static void command(String... command) throws Exception {
    int status = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " gave " + status);
    }
  }
}
