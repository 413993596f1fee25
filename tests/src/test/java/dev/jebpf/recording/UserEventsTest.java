package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events of user space and of the kernel, from the agent's options to the recording.
@Tag("kernel")
class UserEventsTest {
  @TempDir static Path directory;
  private static ChildRun run;
  private static List<RecordedEvent> events;

  @BeforeAll
  static void record() throws IOException {
    Path recording = directory.resolve("user.jfr");
    run =
        ChildJvm.of(UserWork.class)
            .jvm("--enable-native-access=ALL-UNNAMED")
            .agent(
                "file=" + recording,
                "methods=dev.jebpf.recording.UserWork::call;dev.jebpf.recording.UserWork::sell",
                "presets=none",
                "usdt=true",
                "wait=true",
                "events=sched;uretprobe:libc:labs(arg0)/arg0 < -41 && arg0 > -44/"
                    + ";usdt:libjvm:hotspot:thread__start;usdt:libjvm:hotspot:gc__begin"
                    + ";usdt:own:dev_jebpf_recording_UserWork:sell__return"
                    + ";tracepoint:task:task_newtask(child=task.pid)"
                    + ";uprobe:libc:getenw")
            .run(Duration.ofSeconds(90L * Integer.getInteger("jebpf.tolerance", 1)));
    assertThat(run.exit()).as(run::toString).isZero();
    events = RecordingFile.readAllEvents(recording);
  }

  private static List<RecordedEvent> of(String type) {
    return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
  }

  /// The number that the child printed behind a word.
  private static long printed(String word) {
    return run.out().stream()
        .filter(line -> line.startsWith(word + "="))
        .mapToLong(line -> Long.parseLong(line.substring(word.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldCountCallsAsJavaDid() {
    List<RecordedEvent> calls = of("jebpf.uretprobe.libc.labs");

    assertThat(calls).hasSize(UserWork.CALLS + UserWork.VIRTUAL_CALLS);
    assertThat(calls).allMatch(e -> e.getLong("result") == -e.getLong("arg0"));
    assertThat(calls).allMatch(e -> !e.getDuration().isNegative() && !e.getDuration().isZero());
    assertThat(calls.getFirst().getEventType().getCategoryNames())
        .containsExactly("jebpf", "User Functions", "libc");
    assertThat(of("jebpf.KernelEventStatistics"))
        .filteredOn(e -> e.getString("event").equals("uretprobe.libc.labs"))
        .last()
        .satisfies(e -> assertThat(e.getLong("count")).isEqualTo(calls.size()))
        .satisfies(e -> assertThat(e.getLong("dropped") + e.getLong("unfollowed")).isZero());
  }

  @Test
  void shouldJoinThemWithThreadAndCall() {
    List<RecordedEvent> calls = of("jebpf.uretprobe.libc.labs");
    List<RecordedEvent> plain = calls.stream().filter(e -> e.getLong("arg0") == -42).toList();
    List<RecordedEvent> light = calls.stream().filter(e -> e.getLong("arg0") == -43).toList();

    assertThat(plain).hasSize(UserWork.CALLS);
    assertThat(plain).allMatch(e -> e.getLong("javaThreadId") == printed("main"));
    assertThat(plain).allMatch(e -> e.getString("threadName").equals("main"));
    assertThat(light).hasSize(UserWork.VIRTUAL_CALLS);
    assertThat(light).allMatch(e -> e.getLong("javaThreadId") == printed("virtual"));
    assertThat(calls).allMatch(e -> e.getString("method").endsWith("UserWork.call"));
    assertThat(plain.stream().map(e -> e.getLong("spanId")).distinct()).hasSize(1);
    assertThat(light.getFirst().getLong("spanId")).isNotEqualTo(plain.getFirst().getLong("spanId"));
  }

  @Test
  void shouldHaveWhatTheJvmTells() {
    assertThat(of("jebpf.usdt.hotspot.thread__start"))
        .filteredOn(e -> e.getLong("javaId") == printed("observed"))
        .singleElement()
        .satisfies(e -> assertThat(e.getString("name")).isEqualTo("observed"))
        .satisfies(e -> assertThat(e.getLong("nativeId")).isEqualTo(e.getLong("osThreadId")));
    assertThat(of("jebpf.usdt.hotspot.gc__begin")).anyMatch(e -> e.getLong("full") == 1);
  }

  @Test
  void shouldHaveWhatTracedMethodsTell() {
    List<RecordedEvent> sales = of("jebpf.usdt.dev_jebpf_recording_UserWork.sell__return");

    assertThat(sales)
        .extracting(e -> e.getLong("arg3"))
        .filteredOn(result -> result > 0)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, UserWork.SALES)
                .mapToObj(i -> (long) i + ("customer " + i).length())
                .toList());
    assertThat(sales).allMatch(e -> e.getLong("arg0") == printed("main"));
  }

  @Test
  void shouldHaveWhatTheKernelTells() {
    assertThat(of("jebpf.tracepoint.task.task_newtask"))
        .extracting(e -> e.getLong("child"))
        .containsAll(
            of("jebpf.usdt.hotspot.thread__start").stream()
                .filter(e -> e.getLong("javaId") == printed("observed"))
                .map(e -> e.getLong("osThreadId"))
                .toList());
  }

  @Test
  void shouldSayWhatIsMissingAndNothingElse() {
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("libc.so")
        .contains("has no function getenw (did you mean 'getenv'");
  }
}
