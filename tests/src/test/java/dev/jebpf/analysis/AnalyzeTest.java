package dev.jebpf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jebpf analyze` over recordings of services with one thing wrong with each.
@Tag("kernel")
@Tag("service")
class AnalyzeTest {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));
  private static final String WORKLOAD = Workload.class.getName();

  @TempDir Path directory;

  /// A finding as a user's script gets it.
  private record Found(String severity, double score, String summary, String all) {}

  private Path recorded(ChildJvm child, String... options) {
    Path file = directory.resolve("workload.jfr");
    String[] all =
        Stream.concat(
                Stream.of("file=" + file, "presets=none", "wait=true"), Arrays.stream(options))
            .toArray(String[]::new);
    ChildRun run = child.agent(all).run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    return file;
  }

  private static Map<String, Found> analyze(Path recording) throws Exception {
    ChildRun run =
        ChildJvm.cli(
                "analyze",
                recording.toString(),
                "--format",
                "json",
                "--min-severity",
                "not-applicable")
            .run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    Map<String, Found> found = new TreeMap<>();
    for (JsonNode finding :
        new ObjectMapper().readTree(String.join("\n", run.out())).get("findings")) {
      found.put(
          finding.get("rule").asText(),
          new Found(
              finding.get("severity").asText(),
              finding.get("score").asDouble(),
              finding.get("summary").asText(),
              finding.toString()));
    }
    assertThat(found).containsKeys(DropInTest.RULES.toArray(String[]::new)).hasSizeGreaterThan(50);
    return found;
  }

  private static void assertFine(Map<String, Found> found, String... rules) {
    for (String rule : rules) {
      assertThat(found.get(rule).severity()).as("%s", found.get(rule)).isEqualTo("ok");
    }
  }

  @Test
  void shouldWarnOfThreadsThatShareOneCpu() throws Exception {
    Path recording =
        recorded(
            ChildJvm.of(Workload.class, "cpu").through("taskset", "-c", "0"),
            "methods=" + WORKLOAD + "::spin");
    var found = analyze(recording);
    // Four threads that always have work get a quarter of the CPU each, or less of a busy one.
    Found waiting = found.get("jebpf.RunQueue");
    assertThat(waiting.severity()).as("%s", waiting).isEqualTo("warning");
    assertThat(percent(waiting.summary())).isBetween(65.0, 99.0);
    assertThat(waiting.all()).contains("worker-0: ", "worker-3: ");
    assertFine(
        found,
        "jebpf.WaitingCalls",
        "jebpf.SlowFiles",
        "jebpf.SlowPeers",
        "jebpf.Losses",
        "jebpf.Throttled",
        "jebpf.Backends");
  }

  @Test
  void shouldWarnOfAContendedLockAndSayWhoReleasedIt() throws Exception {
    Path recording =
        recorded(ChildJvm.of(Workload.class, "lock"), "methods=" + WORKLOAD + "::enter");
    Found lock = analyze(recording).get("jebpf.WaitingCalls");
    assertThat(lock.severity()).as("%s", lock).isEqualTo("warning");
    assertThat(lock.summary())
        .startsWith("Calls of " + WORKLOAD + ".enter spend ")
        .endsWith("in lock: released last by hog (100 % of the waiting).");
    var enter = Breakdown.of(recording).method("Workload.enter");
    assertThat(percent(lock.summary()))
        .isBetween(
            100.0 * enter.states().get("lock") / enter.wallNanos() - 0.06,
            100.0 * enter.states().get("lock") / enter.wallNanos() + 0.06)
        .isGreaterThan(80);
  }

  /// The JVM's own events, where they are recorded, know the monitor and its owner.
  @Test
  void shouldNameTheMonitorAndItsOwnerWhereTheJvmRecordsThem() throws Exception {
    Path file = directory.resolve("jvm.jfr");
    ChildRun run =
        ChildJvm.of(Workload.class, "lock")
            .jvm("-XX:StartFlightRecording:filename=" + file + ",settings=default")
            .jvm("-Xlog:jfr*=off", "-Xlog:disable")
            .agent("methods=" + WORKLOAD + "::enter", "presets=none", "wait=true")
            .run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isZero();
    var found = analyze(file);
    assertThat(found.get("jebpf.WaitingCalls").summary())
        .contains("Workload$Monitor held by hog (100 % of the waiting)");
    assertThat(found.values()).noneMatch(rule -> rule.severity().equals("failed"));
    assertThat(found.values())
        .filteredOn(rule -> !rule.severity().equals("not-applicable"))
        .hasSizeGreaterThan(2 * DropInTest.RULES.size());
  }

  @Test
  void shouldWarnOfAFileThatCallsWaitFor() throws Exception {
    Path file = Path.of("target", "durable").toAbsolutePath();
    Path recording =
        recorded(
            ChildJvm.of(Workload.class, "disk", file.toString()),
            "methods=" + WORKLOAD + "::writeDurably",
            "threshold=0ms");
    Files.delete(file);
    Found slow = analyze(recording).get("jebpf.SlowFiles");
    assertThat(slow.severity()).as("%s", slow).isIn("info", "warning");
    assertThat(slow.summary())
        .startsWith("Slow operations on ")
        .contains("durable")
        .endsWith(" of the time of calls of " + WORKLOAD + ".writeDurably.");
    assertThat(slow.all())
        .contains(": %,d operations in calls of ".formatted(operations(recording)));
  }

  /// Recorded operations on the file, as the JDK's reader counts them.
  private static long operations(Path recording) throws IOException {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.hasField("path") && event.getString("path").endsWith("durable"))
        .count();
  }

  @Test
  void shouldWarnOfLostAccounts() throws Exception {
    Path recording = recorded(ChildJvm.of(Workload.class, "slots"), "slots=64");
    long exhausted = Breakdown.of(recording).losses().get("slotsExhausted");
    Found lost = analyze(recording).get("jebpf.Losses");
    assertThat(lost.severity()).as("%s", lost).isEqualTo("warning");
    assertThat(lost.summary())
        .startsWith("The recording lost data: %,d times a thread found".formatted(exhausted));
  }

  @Test
  void shouldFindNothingWrongWithAHealthyService() throws Exception {
    Path recording =
        recorded(ChildJvm.of(Workload.class, "healthy"), "methods=" + WORKLOAD + "::spin");
    var found = analyze(recording);
    // Whether it waits for a CPU depends on what else this machine does.
    assertFine(
        found,
        "jebpf.WaitingCalls",
        "jebpf.SlowFiles",
        "jebpf.SlowPeers",
        "jebpf.Losses",
        "jebpf.Throttled",
        "jebpf.Backends",
        "jebpf.Overhead");
    assertThat(found.values()).noneMatch(rule -> rule.severity().equals("failed"));
    ChildRun text =
        ChildJvm.cli("analyze", recording.toString(), "--rules", "jebpf", "--min-severity", "ok")
            .run(PATIENCE);
    assertThat(text.out().getFirst()).startsWith(DropInTest.RULES.size() + " rules: ");
    assertThat(text.out()).contains("  Nothing was lost: the recording is complete.");
  }

  @Test
  void shouldSayWhyItCantReadARecording() throws Exception {
    Path sound = recorded(ChildJvm.of(Workload.class, "healthy"), "methods=" + WORKLOAD + "::spin");
    byte[] bytes = Files.readAllBytes(sound);
    Path file = directory.resolve("bad.jfr");

    assertThat(refused(file)).isEqualTo("jebpf: reading " + file + ": there is no such file");
    Files.write(file, new byte[0]);
    assertThat(refused(file)).startsWith("jebpf: " + file + ": the file is empty.");
    Files.writeString(file, "not a recording", StandardCharsets.UTF_8);
    assertThat(refused(file)).startsWith("jebpf: " + file + ": not a JFR recording");
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertThat(refused(file)).startsWith("jebpf: " + file + ": the recording is truncated");
    byte[] corrupt = bytes.clone();
    Arrays.fill(corrupt, bytes.length / 3, bytes.length * 2 / 3, (byte) 0xff);
    Files.write(file, corrupt);
    assertThat(refused(file)).startsWith("jebpf: " + file + ": ");
    try (var foreign = new Recording()) {
      foreign.start();
      foreign.stop();
      foreign.dump(file);
    }
    assertThat(refused(file))
        .startsWith("jebpf: " + file + ": the recording has no events of jebpf.");
  }

  /// What the command line says of a file it refuses: one line.
  private static String refused(Path file) {
    ChildRun run = ChildJvm.cli("analyze", file.toString()).run(PATIENCE);
    assertThat(run.exit()).as(run::toString).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    return run.err().getFirst();
  }

  /// The first percentage in a text.
  private static double percent(String text) {
    return Double.parseDouble(text.replaceFirst("(?s).*?([0-9.]+) %.*", "$1"));
  }
}
