package dev.jebpf.hotspot.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.hotspot.stack.StacksKernelTest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stacks are decoded while the JVM compiles, deoptimises, redefines, collects and unloads what
/// they are made of: it never crashes, and no stack is wrong.
///
/// Two minutes for all; `-Djebpf.stress.seconds=1800` makes it half an hour.
@Tag("kernel")
@Tag("jvms")
class StacksStressTest {
  private static final int JVMS = 6;
  private static final int SECONDS = Integer.getInteger("jebpf.stress.seconds", 120) / JVMS;
  private static final Duration START_AND_END = Duration.ofMinutes(1);
  private static final int LEAST_COMPARED = 100;
  private static final Pattern NUMBER = Pattern.compile("(\\w+) (\\d+)");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform -XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
        "platform -XX:+UseSerialGC",
        "platform -XX:+UseParallelGC",
        "platform -XX:+UseZGC",
        "platform -XX:+UseShenandoahGC",
        "virtual -XX:+UseG1GC -XX:+UseCompactObjectHeaders"
      })
  void shouldNeverCrashNorTellAWrongStack(String threadsAndFlags) throws Exception {
    String[] words = threadsAndFlags.split(" ", 2);
    Run run =
        StacksKernelTest.run(
            words[1] + " -javaagent:" + agent(),
            START_AND_END.plusSeconds(SECONDS),
            "StressMain",
            Integer.toString(SECONDS),
            words[0]);

    System.out.printf("%s:%n%s", threadsAndFlags, run.output());
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(number("equal", run)).isGreaterThan(LEAST_COMPARED);
    assertThat(number("wrong", run)).isZero();
    for (String disturbance :
        new String[] {
          "redefinitions", "compilations", "deoptimizations", "unloaded", "collections"
        }) {
      assertThat(number(disturbance, run)).as(disturbance).isPositive();
    }
  }

  private static int number(String name, Run run) {
    Matcher matcher = NUMBER.matcher(run.output());
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Integer.parseInt(matcher.group(2));
      }
    }
    throw new AssertionError("no " + name + " in " + run.output());
  }

  /// A jar with nothing but a manifest; the class it names is on the class path.
  private Path agent() throws IOException {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", Turmoil.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve("turmoil.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
