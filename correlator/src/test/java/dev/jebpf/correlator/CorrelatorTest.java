package dev.jebpf.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.probes.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelatorTest {
  private static final CorrelatorOptions OPTIONS =
      new CorrelatorOptions(
          false, Map.of(), Duration.ofMillis(5), Duration.ofMillis(100), 8192, List.of());

  @TempDir Path directory;

  @Test
  void shouldRecordMethodsAndCalls() throws Exception {
    Path file = directory.resolve("calls.jfr");
    Instant before = Instant.now();
    try (Recording recording = new Recording()) {
      recording.start();
      try (Correlator correlator = Correlator.start(OPTIONS, WovenCalls.bridge())) {
        Thread.sleep(20);
        int id = correlator.methods().register("com.acme.Orders", "place", "(J)V");
        for (int i = 0; i < 3; i++) {
          place(id, 20, null);
        }
        place(id, 0, new IllegalStateException());
      }
      recording.dump(file);
    }
    Instant after = Instant.now();

    BreakdownReport report = BreakdownReport.read(file);

    assertThat(report.methods()).hasSize(1);
    var method = report.methods().getFirst();
    assertThat(method.method()).isEqualTo("com.acme.Orders.place");
    assertThat(method.count()).isEqualTo(4);
    assertThat(method.errors()).isEqualTo(1);
    assertThat(method.p50Nanos()).isBetween(19_000_000L, 100_000_000L);
    assertThat(method.maxNanos()).isBetween(20_000_000L, 200_000_000L);
    assertThat(method.states().nanos(State.OTHER)).isEqualTo(method.wallNanos());
    var calls = report.calls().stream().filter(call -> call.thrown() == null).toList();
    assertThat(calls).hasSize(3);
    var call = calls.getFirst();
    assertThat(call.method()).isEqualTo("com.acme.Orders.place");
    assertThat(call.javaThreadId()).isEqualTo(Thread.currentThread().threadId());
    assertThat(call.wallNanos()).isBetween(20_000_000L, 100_000_000L);
    assertThat(call.start()).isBetween(before, after);
    assertThat(call.callers())
        .anyMatch(frame -> frame.startsWith(getClass().getName() + ".place:"))
        .noneMatch(frame -> frame.contains("Jebpf"));
    assertThat(report.backends().get("thread.account").available()).isFalse();
  }

  @Test
  void shouldTellARecordingThatStartsLaterWhatWasBefore() throws Exception {
    Path file = directory.resolve("later.jfr");
    try (Correlator correlator = Correlator.start(OPTIONS, WovenCalls.bridge())) {
      int id = correlator.methods().register("com.acme.Orders", "place", "(J)V");
      place(id, 0, null);
      try (Recording recording = new Recording()) {
        recording.start();
        recording.stop();
        recording.dump(file);
      }
    }

    BreakdownReport report = BreakdownReport.read(file);

    assertThat(report.methods()).hasSize(1);
    assertThat(report.methods().getFirst().count()).isEqualTo(1);
  }

  @Test
  void shouldRefuseToTraceTwice() throws Exception {
    try (Correlator first = Correlator.start(OPTIONS, WovenCalls.bridge())) {
      assertThat(first.problems()).containsKey("thread.account");
      assertThatIllegalStateException()
          .isThrownBy(() -> Correlator.start(OPTIONS, WovenCalls.bridge()));
    }
    Correlator.start(OPTIONS, WovenCalls.bridge()).close();
  }

  @Test
  void shouldEndThreadAndHooks() throws Exception {
    Correlator correlator = Correlator.start(OPTIONS, WovenCalls.bridge());
    correlator.close();
    correlator.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("jebpf-correlator"));
  }

  private static void place(int id, long millis, Throwable thrown) throws InterruptedException {
    long token = WovenCalls.enter(id);
    Thread.sleep(millis);
    WovenCalls.exit(token, id, thrown);
  }
}
