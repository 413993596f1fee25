package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.JfrTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
              "ThreadBlocked",
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
              "StackStatistics",
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
                "blocked=5ms",
                "stacks=0ms",
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
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldTellWhereAThreadWasBlocked() throws IOException {
    RecordedEvent sleep = onlyInterval("peer", "sleep");
    assertThat(sleep.getString("stack"))
        .as(sleep::toString)
        .contains("EveryOperation.pause:", "EveryOperation.accept:", "java.lang.Thread.run:");
    assertThat(sleep.getThread().getJavaName()).isEqualTo("peer");
    assertThat(sleep.getStackTrace().isTruncated()).isFalse();
    assertThat(sleep.getStackTrace().getFrames())
        .extracting(RecordingTest::place)
        .containsSubsequence(sleep.getString("stack").lines().toList());
  }

  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldTellWhichCodeReadAFile() throws IOException {
    assertThat(Recordings.events(recording, "jebpf.FileRead"))
        .filteredOn(event -> event.getString("path").equals(directory.resolve("file").toString()))
        .singleElement()
        .satisfies(read -> checkStack(read, "files", "UnixFileDispatcherImpl.pread0:native"));
  }

  @ParameterizedTest
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  @ValueSource(strings = {"FileWrite", "FileSync", "TcpConnect", "TcpSend", "TcpReceive"})
  void shouldTellWhichCodeDidAnOperation(String type) throws IOException {
    String method = type.startsWith("File") ? "files" : "network";
    assertThat(Recordings.events(recording, OURS + type))
        .filteredOn(event -> event.getString("threadName").equals("main"))
        .filteredOn(
            event ->
                EveryOperation.class
                    .getName()
                    .concat("." + method)
                    .equals(event.getString("method")))
        .isNotEmpty()
        .allSatisfy(operation -> checkStack(operation, method, ":native"));
  }

  private static void checkStack(RecordedEvent operation, String method, String top) {
    assertThat(operation.getString("stackOutcome")).as(operation::toString).isEqualTo("complete");
    assertThat(operation.getString("stack")).isNull();
    assertThat(operation.getStackTrace().isTruncated()).isFalse();
    List<String> places =
        operation.getStackTrace().getFrames().stream().map(RecordingTest::place).toList();
    assertThat(places.getFirst()).endsWith(top);
    assertThat(places).anyMatch(place -> place.contains("EveryOperation." + method + ":"));
    assertThat(places.getLast()).contains("EveryOperation.main:");
  }

  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldCountTheStacksOfOperations() throws IOException {
    assertThat(Recordings.events(recording, "jebpf.StackStatistics"))
        .extracting(event -> event.getString("outcome"))
        .contains("operations: complete");
  }

  @Test
  @EnabledOnOs(architectures = "amd64", disabledReason = "stacks are decoded on x86-64 only")
  void shouldTellWhatAThreadWaitedForAndWhoGaveItUp() throws IOException {
    RecordedEvent wait = onlyInterval("waiter", "park");

    assertThat(wait.getString("blocker"))
        .as(wait::toString)
        .isEqualTo("java.util.concurrent.locks.ReentrantLock$NonfairSync");
    assertThat(wait.getLong("blockerAddress")).isNotZero();
    assertThat(wait.getString("owner")).isEqualTo("main");
    assertThat(wait.getLong("ownerJavaThreadId")).isEqualTo(idOf("main"));
    assertThat(wait.getString("stack")).contains("EveryOperation.acquire:");
    assertThat(wait.getString("wakerStack"))
        .contains("ReentrantLock.unlock:", "EveryOperation.lock:");
    assertThat(wait.getString("wakerStackOutcome")).isEqualTo("complete");
    assertThat(wait.getString("kernelStack")).contains("futex");
    assertThat(wait.getString("nativeOutcome")).isEqualTo("complete");
    assertThat(wait.getString("nativeStack")).contains("pthread_cond_", "(libjvm.so)");
  }

  /// JFR's own word for a thread's Java id.
  private static long idOf(String thread) throws IOException {
    return RecordingFile.readAllEvents(recording).stream()
        .map(RecordedEvent::getThread)
        .filter(it -> it != null && thread.equals(it.getJavaName()))
        .findFirst()
        .orElseThrow()
        .getJavaThreadId();
  }

  /// The time that a thread was off the CPU in this state.
  private static RecordedEvent onlyInterval(String thread, String state) throws IOException {
    List<RecordedEvent> intervals =
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("jebpf.ThreadBlocked"))
            .filter(event -> event.getString("threadName").equals(thread))
            .filter(event -> event.getString("state").equals(state))
            .toList();
    assertThat(intervals).as("%s, %s", thread, state).hasSize(1);
    return intervals.getFirst();
  }

  /// As the text of a stack has a frame.
  private static String place(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    String line = frame.getType().equals("Native") ? "native" : "" + frame.getLineNumber();
    return method.getType().getName() + "." + method.getName() + ":" + line;
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

  /// The child works from the first moment on, before anything could be calibrated over a time.
  @Test
  void shouldTimeWhatHappensRightAfterTheStart() throws IOException {
    assertThat(durations("jebpf.MethodCall", e -> e.getString("method").endsWith(".pause")))
        .hasSize(2)
        .allSatisfy(RecordingTest::lastedAsLongAsThePause);
    assertThat(durations("jebpf.TcpReceive", e -> e.getLong("bytes") == EveryOperation.BYTES))
        .hasSize(2)
        .anySatisfy(RecordingTest::lastedAsLongAsThePause);
  }

  /// Less what a thread takes to come to its receive after the other has begun to pause.
  private static void lastedAsLongAsThePause(Duration duration) {
    long least = EveryOperation.PAUSE_MILLIS - Integer.getInteger("jebpf.tolerance", 1);
    assertThat(duration).isBetween(Duration.ofMillis(least), Duration.ofSeconds(5));
  }

  private static List<Duration> durations(String type, Predicate<RecordedEvent> of)
      throws IOException {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.getEventType().getName().equals(type) && of.test(event))
        .map(RecordedEvent::getDuration)
        .toList();
  }

  /// It closes at a moment, and was open from what its connect ended with.
  @Test
  void shouldTellHowLongAConnectionWasOpen() throws IOException {
    List<RecordedEvent> connects = Recordings.events(recording, "jebpf.TcpConnect");
    List<RecordedEvent> closes =
        Recordings.events(recording, "jebpf.TcpClose").stream()
            .filter(close -> connects.stream().anyMatch(connect -> sameEnd(connect, close)))
            .toList();
    assertThat(closes).isNotEmpty();
    for (RecordedEvent close : closes) {
      assertThat(close.getDuration()).isZero();
      Instant opened = close.getStartTime().minus(close.getDuration("connectionDuration"));
      assertThat(connects)
          .filteredOn(connect -> sameEnd(connect, close))
          .extracting(connect -> Duration.between(opened, connect.getEndTime()).abs())
          .anyMatch(difference -> difference.toNanos() < 1_000_000);
    }
  }

  private static boolean sameEnd(RecordedEvent connect, RecordedEvent close) {
    return connect.getString("error") == null
        && connect.getInt("localPort") == close.getInt("localPort")
        && connect.getInt("remotePort") == close.getInt("remotePort");
  }

  @Test
  void shouldBeSummarisedByJfr() throws Exception {
    List<String> lines = JfrTool.run("summary", recording.toString());
    for (String type : without(RARE)) {
      assertThat(lines).as(type).anyMatch(line -> line.matches("\\s*" + type + "\\s+[1-9].*"));
    }
  }

  @Test
  void shouldBePrintedByJfr() throws Exception {
    List<String> lines = JfrTool.run("print", "--events", OURS + "*", recording.toString());
    for (String type : without(RARE)) {
      assertThat(lines).as(type).contains(type + " {");
    }
  }

  /// A table of every event type, with the labels of its fields as columns, in their order.
  @ParameterizedTest
  @ValueSource(strings = {"ThreadBlocked", "MethodCall", "FileWrite", "TcpReceive", "Backend"})
  void shouldBeViewedByJfr(String name) throws Exception {
    EventType type =
        ourTypes().stream()
            .filter(candidate -> candidate.getName().equals(OURS + name))
            .findFirst()
            .orElseThrow();
    List<String> lines =
        JfrTool.run("view", "--width", "900", type.getName(), recording.toString());
    assertThat(lines).anyMatch(line -> line.strip().equals(type.getLabel()));
    String columns =
        lines.stream().filter(line -> line.startsWith("Start Time")).findFirst().orElseThrow();
    assertThat(columns)
        .containsSubsequence(
            type.getFields().stream()
                .filter(field -> !STANDARD.contains(field.getName()))
                .map(ValueDescriptor::getLabel)
                .toList());
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
}
