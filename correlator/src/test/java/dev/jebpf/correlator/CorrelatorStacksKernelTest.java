package dev.jebpf.correlator;

import static dev.jebpf.correlator.TracedWork.OPTIONS;
import static dev.jebpf.correlator.TracedWork.TOLERANCE;
import static dev.jebpf.correlator.TracedWork.WORK;
import static dev.jebpf.correlator.TracedWork.park;
import static dev.jebpf.correlator.TracedWork.pauseUnchecked;
import static dev.jebpf.correlator.TracedWork.span;
import static dev.jebpf.correlator.TracedWork.trace;
import static dev.jebpf.correlator.TracedWork.writeUnchecked;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class CorrelatorStacksKernelTest {
  @TempDir Path directory;

  /// In a recording of the user's an event can't have another thread's stack, so it is a text.
  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldTellWhichCodeDidAnOperation() throws Exception {
    Path data = directory.resolve("caused.bin");
    Path file = directory.resolve("caused.jfr");
    trace(
        file,
        OPTIONS.withStacks(Duration.ZERO),
        methods -> span(methods, "io", () -> writeUnchecked(data)));

    RecordedEvent sync =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.FileSync"))
            .filter(event -> event.getString("path").endsWith("caused.bin"))
            .findFirst()
            .orElseThrow();
    assertThat(sync.getString("stackOutcome")).isEqualTo("complete");
    assertThat(sync.getString("stack"))
        .contains("FileDispatcherImpl.force0:native", "TracedWork.write:");
    assertThat(sync.getStackTrace()).isNull();
  }

  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldRecordABlockedThreadWithItsStackAndSpan() throws Exception {
    Path file = directory.resolve("blocked.jfr");
    var parked = new AtomicLong();
    trace(
        file,
        OPTIONS.withBlocked(Duration.ofMillis(10)),
        methods -> {
          long start = System.nanoTime();
          span(methods, "park", () -> park(WORK));
          parked.set(System.nanoTime() - start);
          pauseUnchecked(WORK);
        });

    RecordedEvent blocked =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.ThreadBlocked"))
            .filter(event -> "Work.park".equals(event.getString("method")))
            .filter(event -> event.getString("state").equals("park")) // and not a fault on the way
            .findFirst()
            .orElseThrow();

    assertThat(blocked.getThread("thread").getJavaThreadId())
        .isEqualTo(Thread.currentThread().threadId());
    assertThat(blocked.getDuration("asleep").toNanos()).isBetween(WORK - TOLERANCE, parked.get());
    assertThat(blocked.getDuration()).isGreaterThanOrEqualTo(blocked.getDuration("asleep"));
    assertThat(blocked.getString("stackOutcome")).isEqualTo("complete");
    assertThat(blocked.getString("stack"))
        .contains("LockSupport.parkNanos", TracedWork.class.getName() + ".park:");
    assertThat(blocked.getLong("frames")).isGreaterThan(5);
  }
}
