package dev.jebpf.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.breakdown.EventField;
import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.probes.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every [VirtualCase] against the recording.
///
/// That states add up is given one attempt. Magnitudes are held to 1 % or 2 ms and given three,
/// because the machines are shared.
@Tag("kernel")
class VirtualOracleTest {
  private static final int ATTEMPTS = 3;
  private static final long LEAST_TOLERANCE = 2_000_000L * OracleCheck.RELAXED;
  private static final List<String> FIELDS =
      List.of("parked", "parkedSocket", "parkedLock", "parkedJoin", "pinned");

  /// The cases' calls, and what the child measured.
  private record Run(ChildRun child, List<RecordedEvent> calls) {
    static Run of(int attempt) throws IOException {
      Path directory = OracleRun.emptyDirectory("virtual-" + attempt);
      Path recording = directory.resolve("oracle.jfr");
      ChildRun child =
          ChildJvm.of(VirtualOracle.class, directory.toString())
              .jvm(
                  "--enable-native-access=ALL-UNNAMED",
                  "-Djdk.virtualThreadScheduler.parallelism=" + VirtualOracle.CARRIERS)
              .agent(
                  "file=" + recording,
                  "methods=" + Subject.class.getName() + "::work",
                  "threshold=20ms",
                  "wait=true")
              .run(Duration.ofSeconds(120L * OracleCheck.RELAXED));
      assertThat(child.exit()).as(child::toString).isZero();
      assertThat(child.err()).isEmpty();
      Breakdown breakdown = Breakdown.of(recording);
      Sums.check(breakdown);
      assertThat(breakdown.losses()).as("losses").containsEntry("spansAbandoned", 0L);
      List<RecordedEvent> calls =
          RecordingFile.readAllEvents(recording).stream()
              .filter(event -> event.getEventType().getName().equals("jebpf.MethodCall"))
              .toList();
      assertThat(calls).hasSize(VirtualCase.values().length);
      return new Run(child, calls);
    }

    long number(VirtualCase oracle, String key) {
      return child.number(oracle + "." + key);
    }

    RecordedEvent call(VirtualCase oracle) {
      long thread = number(oracle, "thread");
      return calls.stream()
          .filter(call -> call.getThread().getJavaThreadId() == thread)
          .reduce(
              (_, _) -> {
                throw new AssertionError("two calls on thread " + thread);
              })
          .orElseThrow(() -> new AssertionError("no call on thread " + thread));
    }
  }

  @Test
  void shouldBookKnownWorkOfVirtualThreadsUnderItsState() throws IOException {
    var left = EnumSet.allOf(VirtualCase.class);
    var failures = new ArrayList<Throwable>();
    for (int attempt = 1; attempt <= ATTEMPTS && !left.isEmpty(); attempt++) {
      Run run = Run.of(attempt);
      failures.clear();
      left.removeIf(oracle -> !failures.addAll(failures(run, oracle)));
    }
    assertThat(failures).isEmpty();
  }

  private static List<AssertionError> failures(Run run, VirtualCase oracle) {
    var softly = new SoftAssertions();
    check(run, oracle, softly);
    return softly.assertionErrorsCollected();
  }

  private static void check(Run run, VirtualCase oracle, SoftAssertions softly) {
    RecordedEvent call = run.call(oracle);
    String what = oracle + " in " + call;
    long inner = run.number(oracle, "inner");
    long outer = run.number(oracle, "outer");
    long known = run.number(oracle, "known");
    long wall = nanos(call, EventField.WALL);
    softly.assertThat(wall).as("wall of " + what).isBetween(inner, outer);
    long sum = sum(call, Stream.of(State.values()));
    softly.assertThat(sum).as("states of " + what).isEqualTo(wall);
    long least = least(known);
    softly
        .assertThat(sum(call, oracle.states().stream()))
        .as(oracle.states() + " of " + what)
        .isBetween(least, wall);
    for (String field : FIELDS) {
      softly
          .assertThat(nanos(call, field))
          .as(field + " of " + what)
          .isBetween(
              oracle.fields().contains(field) ? least : 0,
              oracle.mayHave(field) ? wall : LEAST_TOLERANCE);
    }
    softly
        .assertThat(
            nanos(call, "parked")
                + nanos(call, "carrier")
                + nanos(call, "cpu")
                + nanos(call, "pinned"))
        .as("parked, pinned, on a CPU and waiting for a carrier of " + what)
        .isLessThanOrEqualTo(wall);
  }

  private static long least(long known) {
    return known - Math.max(known / 100 * OracleCheck.RELAXED, LEAST_TOLERANCE);
  }

  private static long sum(RecordedEvent call, Stream<State> states) {
    return states.mapToLong(state -> nanos(call, EventField.of(state))).sum();
  }

  private static long nanos(RecordedEvent call, String field) {
    return call.getDuration(field).toNanos();
  }
}
