package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.JfrTool;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be had of a recording before its JVM ends, or when that is killed.
class RunningRecordingTest {
  private static final String WRITE = "jebpf.FileWrite";
  private static final String CALL = "jebpf.MethodCall";
  private static final Duration TIMEOUT =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  /// Within this time before its end everything may be lost: both are flushed every second.
  private static final Duration UNFLUSHED = Duration.ofSeconds(4);

  @TempDir private Path directory;

  private ChildJvm journal(Path file, int millis, String... options) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "file=" + file,
                    "methods=" + Journal.class.getName() + "::write",
                    "threshold=0ms",
                    "wait=true"),
                Stream.of(options))
            .toArray(String[]::new);
    return ChildJvm.of(Journal.class, directory.toString(), Integer.toString(millis)).agent(all);
  }

  private static ChildRun jebpf(String... arguments) {
    return ChildJvm.cli(arguments).run(TIMEOUT);
  }

  private static Instant last(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::getStartTime).max(Instant::compareTo).orElseThrow();
  }

  @Test
  void shouldBeRescuedWhenTheJvmIsKilled() throws Exception {
    Path file = directory.resolve("killed.jfr");
    Instant end;
    try (RunningJvm child = journal(file, 600_000).start()) {
      child.awaitLine("platform=", TIMEOUT);
      Thread.sleep(UNFLUSHED.plusSeconds(2));
      end = Instant.now();
      child.signal("KILL");
      assertThat(child.await(TIMEOUT).exit()).isEqualTo(137);
    }
    Path parts = directory.resolve("killed.jfr.parts");
    Path repository = parts.resolve("repository").toRealPath();
    try {
      Path rescued = directory.resolve("rescued.jfr");
      ChildRun merge = jebpf("merge", rescued.toString(), parts.toString());
      assertThat(merge.exit()).as(merge::toString).isZero();
      JfrTool.run("summary", rescued.toString());
      for (String type : List.of(WRITE, CALL)) {
        assertThat(last(Recordings.events(rescued, type))).as(type).isAfter(end.minus(UNFLUSHED));
      }
    } finally {
      delete(repository);
    }
  }

  /// The JVM could not.
  private static void delete(Path repository) throws IOException {
    try (Stream<Path> files = Files.list(repository)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(repository);
  }

  @Test
  void shouldBeDumpedWhileItGoesOn() throws Exception {
    Path file = directory.resolve("journal.jfr");
    Path dump = directory.resolve("so-far.jfr");
    ChildRun run;
    try (RunningJvm child = journal(file, 8_000).jvm("-XX:+EnableDynamicAgentLoading").start()) {
      child.awaitLine("platform=", TIMEOUT);
      Thread.sleep(1_500);
      ChildRun asked = jebpf("dump", Long.toString(child.pid()), dump.toString());
      assertThat(asked.exit()).as(asked::toString).isZero();
      run = child.await(TIMEOUT);
    }
    assertThat(run.err()).isEmpty();
    int writes = Recordings.events(dump, WRITE).size();
    assertThat(writes).isGreaterThan(10);
    assertThat(Recordings.events(dump, CALL)).isNotEmpty();
    assertThat(Recordings.events(file, WRITE)).hasSizeGreaterThan(writes);
  }

  @Test
  void shouldSayWhyItCannotBeDumped() {
    try (RunningJvm child =
        ChildJvm.of(Journal.class, directory.toString(), "60000")
            .agent("wait=true")
            .jvm("-XX:+EnableDynamicAgentLoading")
            .start()) {
      child.awaitLine("platform=", TIMEOUT);
      ChildRun asked =
          jebpf("dump", Long.toString(child.pid()), directory.resolve("x.jfr").toString());
      assertThat(asked.exit()).isEqualTo(1);
      assertThat(asked.err())
          .singleElement()
          .asString()
          .contains("it records into no file (file= was not given)");
    }
  }

  @Test
  void shouldKeepTheLatestOfALongRun() throws IOException {
    Path file = directory.resolve("long.jfr");
    ChildRun run = journal(file, 6_000, "maxage=2s", "maxsize=64m").run(TIMEOUT);
    assertThat(run.exit()).as(run::toString).isZero();
    List<RecordedEvent> writes = Recordings.events(file, WRITE);
    Instant first =
        writes.stream().map(RecordedEvent::getStartTime).min(Instant::compareTo).orElseThrow();
    assertThat(Duration.between(first, last(writes)))
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(4_500));
  }

  @Test
  void shouldMergeWithARecordingOfTheUsersOwn() throws IOException {
    Path file = directory.resolve("journal.jfr");
    Path own = directory.resolve("own.jfr");
    ChildRun run =
        journal(file, 1_000)
            .jvm("-XX:StartFlightRecording:filename=" + own, "-Xlog:jfr*=off")
            .run(TIMEOUT);
    assertThat(run.exit()).as(run::toString).isZero();
    Path all = directory.resolve("all.jfr");
    ChildRun merge = jebpf("merge", all.toString(), own.toString(), file.toString());
    assertThat(merge.exit()).as(merge::toString).isZero();
    assertThat(Recordings.events(all, WRITE)).hasSameSizeAs(Recordings.events(file, WRITE));
    assertThat(Recordings.events(all, CALL)).hasSameSizeAs(Recordings.events(file, CALL));
    assertThat(Recordings.events(all, "jdk.JVMInformation")).isNotEmpty();
  }

  @Test
  void shouldRefuseToMergeWhatIsTruncated() throws IOException {
    Path file = directory.resolve("journal.jfr");
    journal(file, 0).run(TIMEOUT);
    byte[] bytes = Files.readAllBytes(file);
    Path truncated = directory.resolve("truncated.jfr");
    Files.write(truncated, Arrays.copyOf(bytes, bytes.length - 10));
    Path out = directory.resolve("out.jfr");
    ChildRun merge = jebpf("merge", out.toString(), truncated.toString());
    assertThat(merge.exit()).isEqualTo(1);
    assertThat(merge.err()).singleElement().asString().contains(truncated + " is damaged at byte");
    assertThat(out).doesNotExist();
  }
}
