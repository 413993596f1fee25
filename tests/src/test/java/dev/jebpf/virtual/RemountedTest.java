package dev.jebpf.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What blocked events of [Remounted] say of frames that are still in the heap.
@Tag("kernel")
class RemountedTest {
  @TempDir static Path directory;
  private static ChildRun run;
  private static List<RecordedEvent> events;

  @BeforeAll
  static void record() throws IOException {
    Path recording = directory.resolve("remounted.jfr");
    run =
        ChildJvm.of(Remounted.class, directory.toString())
            .agent("file=" + recording, "blocked=50ms", "wait=true")
            .run(Duration.ofSeconds(120));
    assertThat(run.exit()).as(run::toString).isZero();
    events = RecordingFile.readAllEvents(recording);
  }

  @Test
  void shouldHaveAllFramesOfAThreadThatWasNeverParked() {
    RecordedEvent blocked = blocked(Remounted.NEVER_PARKED);
    assertThat(blocked.getString("stackOutcome")).isEqualTo("complete");
    assertThat(blocked.getStackTrace().isTruncated()).isFalse();
    assertThat(descents(blocked)).isEqualTo(Remounted.DEPTH + 1);
  }

  @Test
  void shouldSayThatFramesAreMissingAndCountIt() {
    RecordedEvent blocked = blocked(Remounted.PARKED_BEFORE);
    assertThat(blocked.getString("stackOutcome")).startsWith("rest in the heap");
    assertThat(blocked.getStackTrace().isTruncated()).isTrue();
    assertThat(blocked.getString("topFrame")).contains("FileInputStream.read");
    assertThat(descents(blocked)).isBetween(1L, (long) Remounted.DEPTH);
    assertThat(of("jebpf.StackStatistics"))
        .filteredOn(event -> event.getString("outcome").equals("rest in the heap"))
        .isNotEmpty()
        .allMatch(event -> event.getLong("count") == 1);
  }

  private static RecordedEvent blocked(String who) {
    long thread = run.number(who);
    List<RecordedEvent> found =
        of("jebpf.ThreadBlocked").stream()
            .filter(event -> event.getLong("javaThreadId") == thread)
            .filter(event -> event.getString("state").equals("pipe"))
            .filter(event -> event.getString("stack").contains("Remounted.descend"))
            .toList();
    assertThat(found).as(who + " among " + of("jebpf.ThreadBlocked")).hasSize(1);
    return found.getFirst();
  }

  private static long descents(RecordedEvent blocked) {
    return blocked.getString("stack").lines().filter(line -> line.contains(".descend:")).count();
  }

  private static List<RecordedEvent> of(String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }
}
