package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a JVM records, changed while it runs.
class ThresholdTest {
  private static final Duration TIMEOUT =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));
  private static final List<String> TYPES =
      List.of("jebpf.MethodCall", "jebpf.FileWrite", "jebpf.ThreadBlocked");

  /// What is going on while a threshold changes may be recorded or not.
  private static final Duration GOING_ON = Duration.ofMillis(200);

  @TempDir private Path directory;

  private RunningJvm journal(int millis, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("file=" + file());
    all.add("methods=" + Journal.class.getName() + "::write");
    all.add("wait=true");
    return ChildJvm.of(Journal.class, directory.toString(), Integer.toString(millis))
        .agent(all.toArray(String[]::new))
        .jvm("-XX:+EnableDynamicAgentLoading")
        .start();
  }

  private Path file() {
    return directory.resolve("journal.jfr");
  }

  private static ChildRun threshold(RunningJvm child, String... changes) {
    List<String> arguments = new ArrayList<>(List.of("threshold", Long.toString(child.pid())));
    arguments.addAll(List.of(changes));
    return ChildJvm.cli(arguments.toArray(String[]::new)).run(TIMEOUT);
  }

  @Test
  void shouldRecordWhatIsAskedForWhileItIs() throws Exception {
    Instant on;
    Instant off;
    try (RunningJvm child = journal(600_000, "threshold=1h", "blocked=1h")) {
      child.awaitLine("platform=", TIMEOUT);
      Thread.sleep(500);
      on = Instant.now();
      ChildRun asked = threshold(child, "call:0ms", "file:0ms", "blocked:100us");
      assertThat(asked.exit()).as(asked::toString).isZero();
      Thread.sleep(1_000);
      asked = threshold(child, "call:off", "file:off", "blocked:off");
      assertThat(asked.exit()).as(asked::toString).isZero();
      off = Instant.now();
      Thread.sleep(1_500);
      child.signal("TERM");
      assertThat(child.await(TIMEOUT).err()).isEmpty();
    }
    for (String type : TYPES) {
      assertThat(ends(type))
          .as(type)
          .hasSizeGreaterThan(50)
          .allSatisfy(end -> assertThat(end).isBetween(on.minus(GOING_ON), off.plus(GOING_ON)));
    }
  }

  private List<Instant> ends(String type) throws IOException {
    return Recordings.events(file(), type).stream().map(event -> event.getEndTime()).toList();
  }

  @Test
  void shouldSayWhatItDoesNotTrace() {
    try (RunningJvm child = journal(60_000)) {
      child.awaitLine("platform=", TIMEOUT);

      assertRefused(threshold(child, "file:0ms", "blocked:1ms"), "does not trace what blocked:");
      assertRefused(threshold(child, "files:0ms"), "unknown (did you mean 'file'?)");
      assertRefused(threshold(child, "file"), "write kind:time or kind:off");
      assertRefused(threshold(child, "file:1"), "not a time");
    }
  }

  private static void assertRefused(ChildRun asked, String... parts) {
    assertThat(asked.exit()).as(asked::toString).isEqualTo(1);
    assertThat(asked.err()).singleElement().asString().contains(parts);
  }

  @Test
  void shouldSayThatNothingIsTraced() {
    try (RunningJvm child =
        ChildJvm.of(Journal.class, directory.toString(), "60000")
            .jvm("-XX:+EnableDynamicAgentLoading")
            .start()) {
      child.awaitLine("platform=", TIMEOUT);

      assertRefused(threshold(child, "file:0ms"), "it is not traced by jebpf");
    }
  }
}
