package dev.jebpf.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.breakdown.EventField;
import dev.jebpf.probes.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.ContentType;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTypesTest {
  private static final List<String> BUILT_IN =
      List.of("startTime", "duration", "eventThread", "stackTrace");
  private static final long MILLISECOND = 1_000_000;
  private static final VirtualTimes VIRTUAL = new VirtualTimes(31, 32, 33, 34, 35, 36, 37);

  static Stream<Class<? extends Event>> types() {
    return Stream.of(
        MethodCallEvent.class,
        MethodStatisticsEvent.class,
        ThreadBreakdownEvent.class,
        ThreadBlockedEvent.class,
        FileOpenEvent.class,
        FileReadEvent.class,
        FileWriteEvent.class,
        FileSyncEvent.class,
        TcpConnectEvent.class,
        TcpAcceptEvent.class,
        TcpCloseEvent.class,
        TcpRetransmitEvent.class,
        TcpSendEvent.class,
        TcpReceiveEvent.class,
        IoStatisticsEvent.class,
        KernelEventStatisticsEvent.class,
        StackStatisticsEvent.class,
        BackendEvent.class,
        OverheadEvent.class,
        LossesEvent.class);
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldDescribeEveryTypeAndField(Class<? extends Event> type) {
    EventType described = EventType.getEventType(type);

    assertThat(described.getName()).startsWith("jebpf.");
    assertThat(described.getLabel()).isNotBlank();
    assertThat(described.getDescription()).isNotBlank();
    assertThat(described.getCategoryNames()).startsWith("jebpf").hasSize(2);
    assertThat(fields(described))
        .isNotEmpty()
        .allSatisfy(
            field -> {
              assertThat(field.getLabel()).as(field.getName()).isNotBlank();
              assertThat(field.getDescription()).as(field.getName()).isNotBlank();
              assertThat(contentTypes(field)).as(field.getName()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("accountingTypes")
  void shouldHaveAFieldForEveryState(Class<? extends Event> type) {
    EventType described = EventType.getEventType(type);

    assertThat(Arrays.stream(State.values()).map(EventField::of))
        .allSatisfy(
            name -> assertThat(described.getField(name).getAnnotation(jdk.jfr.Timespan.class)));
  }

  static Stream<Class<? extends Event>> accountingTypes() {
    return Stream.of(
        MethodCallEvent.class, MethodStatisticsEvent.class, ThreadBreakdownEvent.class);
  }

  @Test
  void shouldRecordACallWithItsOwnStartAndDuration(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("calls.jfr");
    long[] words = new long[State.CALL_WORDS];
    words[State.PARK.word()] = 3 * MILLISECOND;
    words[State.CARRIER.word()] = MILLISECOND;
    try (var recording = new Recording();
        var clock = EventClock.start()) {
      recording.enable("jebpf.MethodCall").withThreshold(Duration.ofMillis(2));
      recording.start();
      assertThat(clock.exact()).isTrue();
      long now = System.nanoTime();
      commit(clock, "past", now - 5 * MILLISECOND, 5 * MILLISECOND, words);
      commit(clock, "short", now - MILLISECOND, MILLISECOND, new long[State.WORDS]);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);

    assertThat(events).hasSize(1);
    RecordedEvent call = events.getFirst();
    assertThat(call.getString("method")).isEqualTo("past");
    assertThat(call.getDuration().toNanos()).isCloseTo(5 * MILLISECOND, within(MILLISECOND / 20));
    assertThat(call.getDuration("park").toMillis()).isEqualTo(3);
    assertThat(call.getDuration("carrier").toMillis()).isEqualTo(1);
    assertThat(call.getDuration("cpu").toMillis()).isEqualTo(1);
    assertThat(call.getDuration("parked").toNanos()).isEqualTo(VIRTUAL.parked());
    assertThat(call.getDuration("pinned").toNanos()).isEqualTo(VIRTUAL.pinned());
    assertThat(call.getLong("pinsNative")).isEqualTo(VIRTUAL.pinsNative());
    assertThat(call.getThread().getJavaThreadId()).isEqualTo(Thread.currentThread().threadId());
    assertThat(call.getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getName().equals("commit"));
    assertThat(Files.size(file)).isPositive();
  }

  @Test
  void shouldNeverHaveMoreInStatesThanWallTime(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("late.jfr");
    long[] words = new long[State.WORDS];
    words[State.PARK.word()] = 7 * MILLISECOND;
    words[State.LOCK.word()] = MILLISECOND;
    try (var recording = new Recording();
        var clock = EventClock.start()) {
      recording.enable("jebpf.MethodCall").withThreshold(Duration.ZERO);
      recording.start();
      commit(clock, "late", System.nanoTime() - 5 * MILLISECOND, 5 * MILLISECOND, words);
      recording.stop();
      recording.dump(file);
    }

    RecordedEvent call = RecordingFile.readAllEvents(file).getFirst();

    assertThat(call.getDuration("wall").toMillis()).isEqualTo(5);
    assertThat(call.getDuration("park").toMillis()).isEqualTo(4);
    assertThat(call.getDuration("lock").toMillis()).isEqualTo(1);
    assertThat(call.getDuration("cpu")).isZero();
    assertThat(words[State.PARK.word()]).isEqualTo(7 * MILLISECOND);
  }

  private static void commit(EventClock clock, String method, long start, long wall, long[] words) {
    MethodCallEvent.commit(
        clock, method, null, start, wall, words, VIRTUAL, new CallLinks(1, 0, 0, 2), "waker");
  }

  private static List<ValueDescriptor> fields(EventType type) {
    return type.getFields().stream().filter(f -> !BUILT_IN.contains(f.getName())).toList();
  }

  private static List<String> contentTypes(ValueDescriptor field) {
    return field.getAnnotationElements().stream()
        .filter(annotation -> annotation.getAnnotation(ContentType.class) != null)
        .map(annotation -> annotation.getTypeName())
        .toList();
  }
}
