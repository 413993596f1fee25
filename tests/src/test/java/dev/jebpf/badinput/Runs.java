package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// How these tests run the service, and what they expect of every run.
final class Runs {
  static final Duration PATIENCE =
      Duration.ofSeconds(90L * Integer.getInteger("jebpf.tolerance", 1));

  private Runs() {}

  /// Runs the service under the agent with these options; it must not notice.
  static ChildRun served(String... options) {
    return served(ChildJvm.of(Service.class).agent(options));
  }

  static ChildRun served(ChildJvm child) {
    ChildRun run = child.run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.out()).startsWith("up").endsWith("served");
    return run;
  }

  /// The one line that standard error must consist of.
  static String theLine(ChildRun run) {
    assertThat(run.err()).as(run::toString).hasSize(1);
    assertThat(run.err().getFirst()).startsWith("jebpf: ");
    return run.err().getFirst();
  }

  /// Copies of the service's class and the agent jar that every user may read, and a directory to
  /// record into that every user may write.
  record Public(Path classes, Path agent, Path recordings) {
    static Public in(Path directory) throws IOException {
      Path source = Path.of(ChildJvm.classPathOf(Service.class), "dev/jebpf/badinput");
      Path classes = Files.createDirectories(directory.resolve("classes/dev/jebpf/badinput"));
      try (var files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, classes.resolve(file.getFileName()));
        }
      }
      Path agent = Files.copy(AgentJar.path(), directory.resolve("jebpf.jar"));
      Path recordings = Files.createDirectory(directory.resolve("recordings"));
      open(directory, "rwxr-xr-x");
      open(recordings, "rwxrwxrwx");
      return new Public(directory.resolve("classes"), agent, recordings);
    }

    private static void open(Path path, String permissions) throws IOException {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    ChildJvm service(String... options) {
      return ChildJvm.of(Service.class)
          .classPath(classes.toString())
          .jvm("-javaagent:" + agent + "=" + String.join(",", options));
    }
  }
}
