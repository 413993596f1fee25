package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldJvmTest {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");

  @Test
  void shouldSayOneLineOnAnOlderJvmAndLetTheServiceRun(@TempDir Path directory) throws IOException {
    Optional<Path> home = olderJdk();
    Assumptions.assumeTrue(home.isPresent(), "no JDK from 11 to 24 in /usr/lib/jvm");
    Path source =
        Files.writeString(
            directory.resolve("Hello.java"),
            "class Hello { public static void main(String[] a) { System.out.println(\"hi\"); } }");
    ChildRun run =
        ChildJvm.of(source.toString())
            .classPath("")
            .javaHome(home.get())
            .jvm("-javaagent:" + AgentJar.path() + "=methods=Hello::main")
            .run(Runs.PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.out()).containsExactly("hi");
    assertThat(Runs.theLine(run)).contains("25");
  }

  /// A JDK that can run a source file but is too old for the agent.
  private static Optional<Path> olderJdk() throws IOException {
    try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
      return homes.filter(OldJvmTest::isOlder).findFirst();
    }
  }

  private static boolean isOlder(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return false;
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      int feature = version.find() ? Integer.parseInt(version.group(1)) : 0;
      return feature >= 11 && feature < 25;
    } catch (IOException _) {
      return false;
    }
  }
}
