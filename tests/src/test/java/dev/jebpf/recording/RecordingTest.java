package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/// One recording of [EveryOperation], read by everything that reads recordings.
@Tag("kernel")
class RecordingTest {
  private static final String OURS = "jebpf.";

  /// Without a lossy network there is nothing to retransmit; a clock reading is never committed.
  private static final Set<String> RARE =
      Set.of("jebpf.TcpRetransmit", "jebpf.ClockReading", "jebpf.KernelEventStatistics");

  private static final Set<String> TYPES =
      Stream.of(
              "MethodCall",
              "MethodStatistics",
              "ThreadBreakdown",
              "FileOpen",
              "FileRead",
              "FileWrite",
              "FileSync",
              "TcpConnect",
              "TcpAccept",
              "TcpClose",
              "TcpRetransmit",
              "TcpSend",
              "TcpReceive",
              "IoStatistics",
              "KernelEventStatistics",
              "Backend",
              "Overhead",
              "Losses",
              "ClockReading")
          .map(OURS::concat)
          .collect(Collectors.toUnmodifiableSet());

  /// Fields that JFR itself gives every event; their texts are the JDK's.
  private static final Set<String> STANDARD =
      Set.of("startTime", "duration", "eventThread", "stackTrace");

  @TempDir static Path directory;
  private static Path recording;

  @BeforeAll
  static void record() {
    recording = directory.resolve("every.jfr");
    ChildRun run =
        ChildJvm.of(EveryOperation.class, directory.toString())
            .agent(
                "file=" + recording,
                "methods=" + EveryOperation.class.getName() + "::*",
                "threshold=0ms",
                "wait=true")
            .run(Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1)));
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldHaveEventsOfEveryType() throws IOException {
    assertThat(byJdk().keySet()).containsAll(without(RARE));
  }

  @Test
  void shouldDescribeEveryTypeAndField() throws IOException {
    List<EventType> types = ourTypes();
    assertThat(types).extracting(EventType::getName).containsExactlyInAnyOrderElementsOf(TYPES);
    var softly = new SoftAssertions();
    for (EventType type : types) {
      softly.assertThat(type.getLabel()).as(type.getName()).isNotBlank();
      softly.assertThat(type.getDescription()).as(type.getName()).isNotBlank();
      softly.assertThat(type.getCategoryNames()).as(type.getName()).startsWith("jebpf").hasSize(2);
      type.getFields().stream()
          .filter(field -> !STANDARD.contains(field.getName()))
          .forEach(field -> checkField(softly, type.getName() + "." + field.getName(), field));
    }
    softly.assertAll();
  }

  private static void checkField(SoftAssertions softly, String name, ValueDescriptor field) {
    softly.assertThat(field.getLabel()).as("label of %s", name).isNotBlank();
    softly.assertThat(field.getDescription()).as("description of %s", name).isNotBlank();
    softly.assertThat(field.getContentType()).as("content type of %s", name).isNotBlank();
  }

  @Test
  void shouldBeSummarisedByJfr() throws Exception {
    List<String> lines = jfr("summary", recording.toString());
    for (String type : without(RARE)) {
      assertThat(lines).as(type).anyMatch(line -> line.matches("\\s*" + type + "\\s+[1-9].*"));
    }
  }

  @Test
  void shouldBePrintedByJfr() throws Exception {
    List<String> lines = jfr("print", "--events", OURS + "*", recording.toString());
    for (String type : without(RARE)) {
      assertThat(lines).as(type).contains(type + " {");
    }
  }

  /// JMC's parser gives each event of ours, with each attribute, to a reader that asks for all.
  @Test
  void shouldBeReadByMissionControl() throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (IItemIterable items : JfrLoaderToolkit.loadEvents(recording.toFile())) {
      IType<IItem> type = items.getType();
      if (type.getIdentifier().startsWith(OURS)) {
        for (IItem item : items) {
          counts.merge(type.getIdentifier(), 1L, Long::sum);
          readAll(type, item);
        }
      }
    }
    assertThat(counts).isEqualTo(byJdk()).containsKeys(without(RARE).toArray(String[]::new));
  }

  private static void readAll(IType<IItem> type, IItem item) {
    for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
      Object value = type.getAccessor(key).getMember(item);
      if (value != null) {
        assertThat(value.toString()).as(key::getIdentifier).isNotNull();
      }
    }
  }

  /// Events of ours by type, as the JDK's consumer counts them, every field having been read.
  private static Map<String, Long> byJdk() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        if (type.startsWith(OURS)) {
          event.getFields().forEach(field -> event.<Object>getValue(field.getName()));
          assertThat(event.getDuration()).as(event::toString).isGreaterThanOrEqualTo(Duration.ZERO);
          counts.merge(type, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  private static List<EventType> ourTypes() throws IOException {
    try (var file = new RecordingFile(recording)) {
      return file.readEventTypes().stream()
          .filter(type -> type.getName().startsWith(OURS))
          .toList();
    }
  }

  private static Set<String> without(Set<String> some) {
    return TYPES.stream()
        .filter(type -> !some.contains(type))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> jfr(String... arguments) throws IOException, InterruptedException {
    return Recordings.jfr(directory.resolve("errors"), arguments);
  }
}
