package dev.jebpf.cli;

import dev.jebpf.cli.process.AgentLoader;
import dev.jebpf.cli.process.JvmProcess;
import dev.jebpf.cli.process.NoSuchJvmException;
import dev.jebpf.cli.process.ProcessStatus;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JVM that the agent's jar can be loaded into, so far as can be told from outside.
///
/// @param jar the agent
record AttachTarget(Path jar) {
  private static final Path PROCFS = Path.of("/proc");

  /// @param command that wants to attach
  /// @throws OperationFailedException saying what speaks against it
  static AttachTarget of(long pid, String command) throws OperationFailedException {
    Path jar =
        Jar.running()
            .map(Jar::path)
            .orElseThrow(
                () ->
                    new OperationFailedException(
                        "attaching needs jebpf.jar: run this as java -jar jebpf.jar "
                            + command
                            + " ..."));
    if (!AgentLoader.available()) {
      throw new OperationFailedException(
          "attaching needs the module jdk.attach, which the Java in "
              + System.getProperty("java.home")
              + " lacks: run this with a JDK");
    }
    if (pid == ProcessHandle.current().pid()) {
      throw failed(pid, "that is this very command", null);
    }
    try {
      Optional<String> obstacle =
          JvmProcess.of(PROCFS, pid).obstacle(jar, ProcessStatus.ownUid(PROCFS));
      if (obstacle.isPresent()) {
        throw failed(pid, obstacle.get(), null);
      }
    } catch (NoSuchJvmException e) {
      throw failed(pid, e.getMessage(), e);
    }
    return new AttachTarget(jar);
  }

  private static OperationFailedException failed(
      long pid, @Nullable String why, @Nullable Throwable cause) {
    return new OperationFailedException("attaching to process " + pid + ": " + why, cause);
  }
}
