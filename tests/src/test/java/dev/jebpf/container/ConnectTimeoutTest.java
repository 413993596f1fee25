package dev.jebpf.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.Container;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Connects that the kernel itself gives up, in a network of their own.
@Tag("kernel")
class ConnectTimeoutTest {
  private static final long TIMED_OUT = -110;

  @TempDir static Path directory;
  private static ChildRun run;
  private static List<RecordedEvent> events;

  @BeforeAll
  static void connect() throws Exception {
    Path recording = directory.resolve("timeout.jfr");
    run =
        ChildJvm.of(Unanswered.class)
            .through(Container.PRIVATE_MOUNTS_AND_NETWORK.command())
            .agent(
                "file=" + recording,
                "methods=" + Unanswered.class.getName() + "::connect",
                "threshold=0ms",
                "wait=true")
            .run(Duration.ofSeconds(120));
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
    events = RecordingFile.readAllEvents(recording);
  }

  @ParameterizedTest
  @CsvSource({"four, 127.0.0.1", "six, ::1"})
  void shouldSayThatTheKernelGaveUp(String thread, String address) {
    assertThat(run.value(thread + ".message")).isEqualTo("Connection timed out");
    Duration waited = Duration.ofNanos(run.number(thread + ".nanos"));

    List<RecordedEvent> given =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.TcpConnect"))
            .filter(event -> event.getInt("remotePort") == run.number(thread + ".port"))
            .filter(event -> event.getLong("result") == TIMED_OUT)
            .toList();

    assertThat(given).hasSize(1);
    RecordedEvent event = given.getFirst();
    assertThat(event.getString("error")).isEqualTo("ETIMEDOUT");
    assertThat(InetAddress.ofLiteral(event.getString("remoteAddress")))
        .isEqualTo(InetAddress.ofLiteral(address));
    assertThat(event.getString("threadName")).isEqualTo(thread);
    assertThat(event.getDuration())
        .isLessThanOrEqualTo(waited)
        .isGreaterThan(waited.minus(waited.dividedBy(10)))
        .isGreaterThan(Duration.ofMillis(1_900));
    RecordedEvent call = call(thread);
    assertThat(event.getString("method")).isEqualTo(call.getString("method"));
    assertThat(event.getLong("spanId")).isEqualTo(call.getLong("spanId"));
  }

  private static RecordedEvent call(String thread) {
    List<RecordedEvent> calls =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.MethodCall"))
            .filter(event -> event.getThread().getJavaName().equals(thread))
            .toList();
    assertThat(calls).hasSize(1);
    return calls.getFirst();
  }
}
