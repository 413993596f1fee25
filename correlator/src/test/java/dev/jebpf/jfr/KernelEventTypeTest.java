package dev.jebpf.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.chunk.RecordingMerge;
import dev.jebpf.chunk.RetentionLimits;
import dev.jebpf.event.code.Always;
import dev.jebpf.event.code.EventCode;
import dev.jebpf.event.plan.Candidate;
import dev.jebpf.event.plan.EventPlan;
import dev.jebpf.event.plan.FieldType;
import dev.jebpf.event.plan.PlannedField;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import dev.jebpf.program.AttachPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.ContentType;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelEventTypeTest {
  private static final long MILLISECOND = 1_000_000;
  private static final int PAIRS = 400;

  private static final List<PlannedField> FIELDS =
      List.of(
          new PlannedField("count", "size_t count", FieldType.BYTES, 0),
          new PlannedField("flags", "unsigned int flags", FieldType.UNSIGNED, 1),
          new PlannedField("method", "int method", FieldType.NUMBER, 2),
          new PlannedField("file", "struct file *file", FieldType.ADDRESS, 3),
          new PlannedField("new", "bool new", FieldType.FLAG, 4),
          new PlannedField("d_name", "const char *d_name", FieldType.TEXT, 0));

  private static final EventPlan PLAN =
      new EventPlan("kernel.vfs_test", "kernel:vfs_test", List.of(), List.of());
  private static final Candidate CANDIDATE =
      new Candidate(
          new AttachPoint.RawTracepoint("x"),
          null,
          FIELDS,
          FieldType.STATUS,
          "ssize_t vfs_test(...)",
          new EventCode(new Always(), null, null, null));

  @Test
  void shouldDescribeTypeAndFields() {
    try (var recording = new Recording();
        var _ = KernelEventType.register(PLAN, CANDIDATE, false)) {
      recording.start();
      EventType type =
          jdk.jfr.FlightRecorder.getFlightRecorder().getEventTypes().stream()
              .filter(t -> t.getName().equals("jebpf.kernel.vfs_test"))
              .findFirst()
              .orElseThrow();

      assertThat(type.getLabel()).isEqualTo("vfs_test()");
      assertThat(type.getDescription()).isEqualTo("ssize_t vfs_test(...)");
      assertThat(type.getCategoryNames()).containsExactly("jebpf", "Kernel Functions");
      List<ValueDescriptor> own =
          type.getFields().stream()
              .filter(
                  f ->
                      !List.of("startTime", "duration", "eventThread", "stackTrace")
                          .contains(f.getName()))
              .toList();
      assertThat(own)
          .extracting(ValueDescriptor::getName)
          .endsWith(
              "result",
              "error",
              "count",
              "flags",
              "methodArgument",
              "file",
              "newArgument",
              "d_name");
      assertThat(own)
          .allSatisfy(
              field -> {
                assertThat(field.getLabel()).isNotBlank();
                assertThat(field.getDescription()).isNotBlank();
                assertThat(field.getAnnotationElements())
                    .as(field.getName())
                    .anyMatch(a -> a.getAnnotation(ContentType.class) != null);
              });
    }
  }

  @Test
  void shouldRecordAnOccurrenceWithItsOwnTimes(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("events.jfr");
    long now;
    try (var recording = new Recording();
        var clock = EventClock.start();
        var type = KernelEventType.register(PLAN, CANDIDATE, false)) {
      recording.start();
      now = System.nanoTime();
      type.commit(
          new LiveOutput(clock), occurrence(now - 7 * MILLISECOND, 5 * MILLISECOND, -11, "EAGAIN"));
      type.commit(new LiveOutput(clock), occurrence(now - 7 * MILLISECOND, 0, 1, null));
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);

    assertThat(events).hasSize(2);
    RecordedEvent first =
        events.stream().filter(e -> e.getString("error") != null).findFirst().orElseThrow();
    assertThat(first.getDuration().toNanos()).isCloseTo(5 * MILLISECOND, within(MILLISECOND / 20));
    assertThat(first.getLong("result")).isEqualTo(-11);
    assertThat(first.getString("error")).isEqualTo("EAGAIN");
    assertThat(first.getLong("count")).isEqualTo(100);
    assertThat(first.getBoolean("newArgument")).isTrue();
    assertThat(first.getString("d_name")).isEqualTo("orders.db");
    assertThat(first.getThread("thread").getJavaThreadId())
        .isEqualTo(Thread.currentThread().threadId());
    RecordedEvent moment =
        events.stream().filter(e -> e.getString("error") == null).findFirst().orElseThrow();
    assertThat(moment.getDuration()).isLessThan(Duration.ofNanos(1_000));
  }

  @Test
  void shouldHaveTheStackAsATextInRecordingsOfTheUser(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("stacks.jfr");
    var stack =
        new KnownStack(1, DecodedStack.refused(Outcome.LATE, "1 s"), "com.acme.Orders.place:7");
    try (var recording = new Recording();
        var clock = EventClock.start();
        var type = KernelEventType.register(PLAN, CANDIDATE, true)) {
      recording.start();
      long now = System.nanoTime();
      type.commit(new LiveOutput(clock), occurrence(now - MILLISECOND, 0, 1, null, stack));
      type.commit(new LiveOutput(clock), occurrence(now, 0, 2, null));
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);

    assertThat(events)
        .extracting(
            event -> event.getLong("result"),
            event -> event.getString("stackOutcome"),
            event -> event.getString("stack"))
        .containsExactlyInAnyOrder(
            tuple(1L, "late: 1 s", "com.acme.Orders.place:7"), tuple(2L, null, null));
    assertThat(events.getFirst().getString("d_name")).isEqualTo("orders.db");
  }

  /// Each occurrence twice, by the JVM and in a chunk of our own.
  @Test
  void shouldSayTheSameInAChunk(@TempDir Path directory) throws Exception {
    Path jvm = directory.resolve("jvm.jfr");
    Path parts = Files.createDirectory(directory.resolve("parts"));
    try (var recording = new Recording();
        var type = KernelEventType.register(PLAN, CANDIDATE, false)) {
      recording.start();
      EventClock clock = EventClock.start();
      var live = new LiveOutput(clock);
      try (var chunks =
          ChunkOutput.open(parts, RetentionLimits.NONE, List.of(type.eventClass()), clock)) {
        for (int i = 1; i <= PAIRS; i++) {
          var occurrence = occurrence(System.nanoTime() - i * MILLISECOND, i * 1_000L, i, null);
          type.commit(live, occurrence);
          type.commit(chunks, occurrence);
        }
        assertThat(chunks.failure()).isNull();
      }
      recording.stop();
      recording.dump(jvm);
    }
    Path merged = directory.resolve("merged.jfr");
    try (RecordingMerge merge = RecordingMerge.of(List.of(parts, jvm))) {
      merge.write(merged);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(merged));
    events.sort(Comparator.comparingLong(event -> event.getLong("result")));
    assertThat(events).hasSize(2 * PAIRS);
    for (int i = 0; i < events.size(); i += 2) {
      requireSame(events.get(i), events.get(i + 1));
    }
  }

  private static void requireSame(RecordedEvent live, RecordedEvent written) {
    assertThat(Duration.between(live.getStartTime(), written.getStartTime()).abs())
        .isLessThan(Duration.ofNanos(1_000));
    assertThat(written.getDuration()).isEqualTo(live.getDuration());
    for (ValueDescriptor field : live.getFields()) {
      String name = field.getName();
      if (field.getTypeName().equals("java.lang.Thread")) {
        assertThat(written.getThread(name).getJavaThreadId())
            .as(name)
            .isEqualTo(live.getThread(name).getJavaThreadId());
      } else if (!List.of("startTime", "duration").contains(name)) {
        assertThat(written.<Object>getValue(name)).as(name).isEqualTo(live.getValue(name));
      }
    }
  }

  private static KernelEventType.Occurrence occurrence(
      long start, long duration, long result, @Nullable String error) {
    return occurrence(start, duration, result, error, null);
  }

  private static KernelEventType.Occurrence occurrence(
      long start, long duration, long result, @Nullable String error, @Nullable KnownStack stack) {
    Thread thread = Thread.currentThread();
    return new KernelEventType.Occurrence(
        new KernelOrigin(thread, thread.getName(), thread.threadId(), 1, false, "Work.io", 7, null),
        start,
        duration,
        result,
        error,
        List.of(100L, 0x40L, 3L, 0xffff_8881_0000_0000L, 1L, "orders.db"),
        stack);
  }
}
