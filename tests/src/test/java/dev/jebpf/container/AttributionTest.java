package dev.jebpf.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.Container;
import dev.jebpf.oracle.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which thread did what, in containers: threads, ids, wakers, files and connections.
@Tag("kernel")
class AttributionTest {
  private static final List<String> THREADS =
      List.of("writer", "acceptor", "connector", "sleeper", "waker");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"PID_NAMESPACE", "PRIVATE_MOUNTS_AND_NETWORK", "NESTED", "PROC_OF_THE_HOST"})
  void shouldKnowWhoDidWhat(Container container) throws IOException {
    Path recording = directory.resolve("container.jfr");
    ChildRun run =
        ChildJvm.of(Inhabitant.class, directory.toString())
            .through(container.command())
            .agent(
                "file=" + recording,
                "methods=" + Inhabitant.class.getName() + "::sleepUntilWoken",
                "threshold=0ms",
                "wait=true")
            .run(Duration.ofSeconds(60));
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    checkThreads(run, Breakdown.of(recording));
    checkEvents(run, RecordingFile.readAllEvents(recording));
  }

  private static void checkThreads(ChildRun run, Breakdown breakdown) {
    Sums.check(breakdown);
    for (String name : THREADS) {
      assertThat(breakdown.thread(name).osThreadId()).as(name).isEqualTo(run.number(name));
      assertThat(breakdown.thread(name).javaThreadId()).as(name).isPositive();
    }
    assertThat(breakdown.thread("sleeper").states().get("park")).isGreaterThan(40_000_000);
    assertThat(breakdown.threads()).anyMatch(thread -> thread.name().equals("VM Thread"));
    assertThat(breakdown.losses()).containsEntry("slotsExhausted", 0L);
    assertThat(breakdown.losses()).containsEntry("ringDrops", 0L);
    assertThat(breakdown.backends())
        .containsEntry("thread.account", "btf tracepoint sched_switch")
        .containsEntry("thread.end", "btf tracepoint sched_process_exit");
  }

  private static void checkEvents(ChildRun run, List<RecordedEvent> events) {
    int port = Integer.parseInt(run.value("port"));
    assertThat(of("FileWrite", "writer", events))
        .singleElement()
        .returns((long) Inhabitant.BYTES, e -> e.getLong("bytes"))
        .returns(run.number("writer"), e -> e.getLong("osThreadId"))
        .matches(e -> e.getString("path").endsWith("/written"));
    assertThat(of("TcpConnect", "connector", events))
        .singleElement()
        .returns(port, e -> e.getInt("remotePort"))
        .returns("127.0.0.1", e -> e.getString("remoteAddress"));
    assertThat(of("TcpAccept", "acceptor", events))
        .singleElement()
        .returns(port, e -> e.getInt("localPort"));
    assertThat(events)
        .filteredOn(e -> e.getEventType().getName().equals("jebpf.MethodCall"))
        .singleElement()
        .returns("waker", e -> e.getString("waker"))
        .returns("sleeper", e -> e.getThread().getJavaName());
  }

  /// The events of a type that a thread caused, but for its lines on standard output.
  private static List<RecordedEvent> of(String type, String thread, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("jebpf." + type))
        .filter(event -> event.getString("threadName").equals(thread))
        .filter(event -> !event.hasField("path") || event.getString("path").startsWith("/tmp"))
        .toList();
  }
}
