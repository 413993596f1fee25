package dev.jebpf.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.Container;
import dev.jebpf.harness.RunningJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is said to have woken a thread of a container from outside of it: ids are unique in one PID
/// namespace only, and those of another must not be taken for threads of the service.
@Tag("kernel")
class WakerTest {
  private static final String OUTSIDE = "thread outside of this PID namespace";
  private static final String[] HERE = {};
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Path fifo;

  @BeforeEach
  void makeFifo() throws Exception {
    fifo = directory.resolve("fifo");
    await(new ProcessBuilder("mkfifo", fifo.toString()).start());
  }

  @Test
  void shouldGiveTheNumberOfAProcessBesideTheService() throws Exception {
    assertThat(waker(HERE, HERE)).matches("thread [1-9]\\d*");
  }

  @Test
  void shouldGiveTheNumberOfAProcessInAContainerToAServiceOnTheHost() throws Exception {
    assertThat(waker(HERE, Container.PID_NAMESPACE.command())).matches("thread [1-9]\\d*");
  }

  @Test
  void shouldSayThatTheHostWokeAServiceInAContainer() throws Exception {
    assertThat(waker(Container.PID_NAMESPACE.command(), HERE)).isEqualTo(OUTSIDE);
  }

  /// The writer's id in its namespace is 1, as that of a thread of the service in its own.
  @Test
  void shouldNotTakeANeighboursThreadForOneOfTheService() throws Exception {
    assertThat(waker(Container.PID_NAMESPACE.command(), Container.PID_NAMESPACE.command()))
        .isEqualTo(OUTSIDE);
  }

  /// What the recording of a service says woke it from its read.
  private String waker(String[] ofService, String[] ofWriter) throws Exception {
    Path recording = directory.resolve("waker.jfr");
    try (RunningJvm child =
        ChildJvm.of(Inhabitant.class, "read", fifo.toString())
            .through(ofService)
            .agent(
                "file=" + recording,
                "methods=" + Inhabitant.class.getName() + "::awaitByte",
                "threshold=0ms",
                "wait=true")
            .start()) {
      String script = "exec 3>\"$0\"; sleep 2; printf x >&3";
      Process writer =
          new ProcessBuilder(
                  Stream.concat(Stream.of(ofWriter), Stream.of("sh", "-c", script, fifo.toString()))
                      .toList())
              .start();
      child.awaitLine("open", PATIENCE);
      await(writer);
      assertThat(child.await(PATIENCE).exit()).isZero();
    }
    return wakerOfCall(RecordingFile.readAllEvents(recording));
  }

  private static String wakerOfCall(List<RecordedEvent> events) throws IOException {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("jebpf.MethodCall"))
        .map(event -> event.getString("waker"))
        .findFirst()
        .orElseThrow(() -> new IOException("no call among " + events.size() + " events"));
  }

  private static void await(Process process) throws InterruptedException {
    assertThat(process.waitFor()).isZero();
  }
}
