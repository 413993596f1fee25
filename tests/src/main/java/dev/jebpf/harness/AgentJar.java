package dev.jebpf.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/// The agent jar under test: the system property `jebpf.agent.jar`, or where the build leaves it.
public final class AgentJar {
  private AgentJar() {}

  /// The jar's absolute path.
  ///
  /// @throws IllegalStateException when it has not been built
  public static Path path() {
    Path jar =
        Path.of(System.getProperty("jebpf.agent.jar", "agent/target/jebpf.jar")).toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("no agent jar at " + jar + ": run ./jebpf build first");
    }
    return jar;
  }
}
