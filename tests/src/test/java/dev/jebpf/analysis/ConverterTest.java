package dev.jebpf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// async-profiler's converter (`jfrconv`) knows its own and the JVM's samples. It skips our events,
/// and reads the JVM's samples of a file that has our chunks among the JVM's.
@Tag("kernel")
class ConverterTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  @TempDir Path directory;

  private Path recorded(ChildJvm child) {
    Path file = directory.resolve("ours.jfr");
    done(
        child.agent(
            "file=" + file,
            "methods=" + Workload.class.getName() + "::spin",
            "threshold=0ms",
            "wait=true"));
    return file;
  }

  private static void done(ChildJvm child) {
    ChildRun run = child.run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).as(run::toString).isEmpty();
  }

  private List<String> stacks(Path recording) throws IOException {
    Path collapsed = directory.resolve("stacks.collapsed");
    done(
        ChildJvm.of("one.convert.Main", recording.toString(), collapsed.toString())
            .jvm("-XX:TieredStopAtLevel=1"));
    return Files.readAllLines(collapsed);
  }

  @Test
  void shouldFindTheSamplesOfTheJvmBetweenOurChunks() throws IOException {
    Path users = directory.resolve("users.jfr");
    Path ours =
        recorded(
            ChildJvm.of(Workload.class, "healthy")
                .jvm("-XX:StartFlightRecording:filename=" + users + ",settings=profile")
                .jvm("-Xlog:jfr*=off", "-Xlog:disable"));
    Path all = directory.resolve("all.jfr");
    done(ChildJvm.cli("merge", all.toString(), ours.toString(), users.toString()));
    assertThat(stacks(all))
        .containsExactlyInAnyOrderElementsOf(stacks(users))
        .anyMatch(stack -> stack.contains("Workload.spin"));
  }

  @Test
  void shouldReadARecordingOfOursAlone() throws IOException {
    assertThat(stacks(recorded(ChildJvm.of(Workload.class, "healthy")))).isEmpty();
  }
}
