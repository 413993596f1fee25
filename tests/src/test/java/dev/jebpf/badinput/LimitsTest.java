package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.BpfObjects;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.Breakdown.ThreadTime;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many threads, few slots, exceptions and a sudden end.
@Tag("kernel")
class LimitsTest {
  private static final Pattern ENDED = Pattern.compile("\\((\\d+) ended\\)$");

  @TempDir Path directory;

  private Breakdown traced(String options, String... arguments) {
    Path recording = directory.resolve("service.jfr");
    var child =
        ChildJvm.of(Service.class, arguments).agent("file=" + recording, "wait=true", options);
    assertThat(Runs.served(child).err()).isEmpty();
    return Breakdown.of(recording);
  }

  @Test
  void shouldAccountForTwentyThousandThreads() {
    Breakdown breakdown = traced("threshold=1s", "short-lived", "20000");
    assertThat(breakdown.losses()).containsEntry("slotsExhausted", 0L);
    long accounted =
        breakdown.threads().stream()
            .filter(thread -> thread.name().startsWith("short-"))
            .mapToLong(LimitsTest::threads)
            .sum();
    assertThat(accounted + breakdown.losses().get("ringDrops")).isGreaterThanOrEqualTo(20_000);
  }

  /// How many threads a row stands for: many of one kind share one, `short-* (19500 ended)`.
  private static long threads(ThreadTime row) {
    Matcher ended = ENDED.matcher(row.name());
    return ended.find() ? Long.parseLong(ended.group(1)) : 1;
  }

  @Test
  void shouldCountThreadsThatGetNoSlot() {
    Breakdown breakdown = traced("slots=64", "together", "300");
    assertThat(breakdown.losses().get("slotsExhausted")).isPositive();
    assertThat(breakdown.threads()).isNotEmpty();
  }

  @Test
  void shouldCountAndPassOnWhatATracedMethodThrows() {
    Breakdown breakdown = traced("methods=dev.jebpf.badinput.Service::fail", "throws");
    var method = breakdown.method("Service.fail");
    assertThat(method.count()).isEqualTo(100);
    assertThat(method.errors()).isEqualTo(50);
  }

  @Test
  void shouldLeaveNoProgramMapOrLinkWhenKilled() throws Exception {
    BpfObjects held;
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    try (RunningJvm child =
        ChildJvm.of(Service.class, "until-killed")
            .jvm("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData")
            .agent("file=" + directory.resolve("service.jfr"), "wait=true")
            .start()) {
      child.awaitLine("up", Runs.PATIENCE);
      held = BpfObjects.ofProcess(child.pid());
      assertThat(held.programs()).as("the child's programs").isNotEmpty();
      assertThat(held.and(BpfObjects.ofMachine())).isEqualTo(held);
      child.signal("KILL");
      assertThat(child.await(Duration.ofSeconds(10)).exit()).isEqualTo(137);
    }
    // The kernel frees programs and maps after a grace period.
    for (int tenths = 0; !held.and(BpfObjects.ofMachine()).isEmpty() && tenths < 50; tenths++) {
      Thread.sleep(100);
    }
    assertThat(held.and(BpfObjects.ofMachine()).isEmpty()).as("%s left", held).isTrue();
    // The parts are what `jebpf merge` rescues the recording from.
    assertThat(files(directory))
        .containsExactlyInAnyOrder("service.jfr", "service.jfr.parts", "tmp");
    // What JFR itself leaves of every JVM that is killed, and `jfr assemble` makes a recording of.
    assertThat(files(temporary)).allMatch(name -> name.matches("\\d{4}(_\\d+)+"));
  }

  private static List<String> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
