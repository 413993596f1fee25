package dev.jebpf.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.w3c.dom.Document;

/// One recording of [Clerk], in pictures.
@Tag("kernel")
class PicturesTest {
  /// JMC converts times with the clock of each chunk, and ours are not the JVM's.
  private static final long CLOCKS = 2_000;

  private static final long MOST_BYTES = 150_000;

  @TempDir static Path directory;
  private static JmcRecording recording;
  private static ChildRun run;

  @BeforeAll
  static void record() throws Exception {
    Path file = directory.resolve("clerk.jfr");
    run =
        ChildJvm.of(Clerk.class, directory.toString())
            .agent(
                "file=" + file,
                "methods=" + Clerk.class.getName() + "::*",
                "presets=none",
                "threshold=0ms",
                "blocked=1ms",
                "stacks=0ms",
                "wait=true")
            .run(Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1)));
    assertThat(run.exit()).as(run::toString).isZero();
    recording = JmcRecording.load(file);
    Pictures.draw(file, directory.resolve("pictures"));
  }

  private static Document picture(String name) throws Exception {
    Path file = directory.resolve("pictures").resolve(name + ".svg");
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  private static String text(String name) throws Exception {
    return picture(name).getDocumentElement().getTextContent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "flame-calls", "flame-read-bytes", "events", "results"})
  void shouldBeSmallAndWellFormed(String name) throws Exception {
    assertThat(picture(name).getElementsByTagName("rect").getLength()).isGreaterThan(2);
    assertThat(picture(name).getElementsByTagName("text").getLength()).isGreaterThan(5);
  }

  private static ThreadLane lane(String thread) {
    return ThreadLane.of(recording.onLanes().toList()).stream()
        .filter(lane -> lane.name().equals(thread))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Event> all(List<List<Event>> rows) {
    return rows.stream().flatMap(List::stream);
  }

  private static void assertInside(Event inner, Event outer) {
    assertThat(inner.start()).as("%s in %s", inner, outer).isGreaterThan(outer.start() - CLOCKS);
    assertThat(inner.end()).as("%s in %s", inner, outer).isLessThan(outer.end() + CLOCKS);
  }

  @Test
  void shouldShowOperationsInsideTheCallsTheyHappenedIn() {
    ThreadLane lane = lane(Clerk.NAME);
    Map<Long, Event> calls = new HashMap<>();
    all(lane.calls()).forEach(call -> calls.put(call.number("spanId"), call));
    List<Event> inCalls =
        all(lane.operations()).filter(event -> event.number("spanId") != 0).toList();
    assertThat(inCalls)
        .extracting(Event::type)
        .contains("jebpf.FileOpen", "jebpf.FileWrite", "jebpf.FileSync")
        .hasSizeGreaterThan(10);
    inCalls.forEach(event -> assertInside(event, calls.get(event.number("spanId"))));
  }

  @Test
  void shouldShowCallsBelowTheirCallers() {
    List<List<Event>> rows = lane(Clerk.NAME).calls();
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst()).extracting(PicturesTest::method).containsOnly("lambda$main$0");
    assertThat(rows.get(1)).extracting(PicturesTest::method).containsExactly("work");
    Event work = rows.get(1).getFirst();
    assertThat(rows.getLast())
        .hasSizeGreaterThan(Clerk.LETTERS)
        .extracting(PicturesTest::method)
        .containsOnly("letter", "reread", "rest");
    for (Event call : rows.getLast()) {
      assertThat(call.number("parentSpanId")).isEqualTo(work.number("spanId"));
      assertInside(call, work);
    }
  }

  private static String method(Event call) {
    return call.shown("method").replaceFirst(".*\\.", "");
  }

  @Test
  void shouldGiveAVirtualThreadALaneOfItsOwn() {
    ThreadLane lane = lane("VirtualThread[#%s]".formatted(run.value("virtual")));
    List<Event> calls = all(lane.calls()).toList();
    assertThat(calls).extracting(PicturesTest::method).containsExactly("lambda$main$1", "letter");
    all(lane.operations()).forEach(operation -> assertInside(operation, calls.getLast()));
    assertThat(all(lane.operations()))
        .isNotEmpty()
        .allMatch(event -> event.number("javaThreadId") == run.number("virtual"));
  }

  @Test
  void shouldDrawTheLanesOfTheBusiestStretch() throws Exception {
    List<ThreadLane> lanes = new ThreadsPage(recording).lanes();
    assertThat(lanes).extracting(ThreadLane::name).contains(Clerk.NAME);
    assertThat(text("threads")).contains(Clerk.NAME, "Clerk.rest", "sleep", "File Sync");
  }

  private static List<Event> blocked(Predicate<Event> which) {
    return recording.events("jebpf.ThreadBlocked").stream().filter(which).toList();
  }

  @Test
  void shouldWeighStacksByHowLongTheirThreadsWereBlocked() {
    List<Event> rests = blocked(event -> event.shown("state").equals("sleep"));
    var page = new FlamePage(rests, JfrAttributes.DURATION, "sleeps");
    long nanos = rests.stream().mapToLong(event -> event.end() - event.start()).sum();
    assertThat(page.total().doubleValueIn(UnitLookup.NANOSECOND))
        .isCloseTo(nanos, within(nanos / 1000.0));
    assertThat(page.boxes())
        .extracting(box -> box.node().getFrame().getHumanReadableShortString())
        .containsSubsequence("Clerk.work(Path)", "Clerk.rest()", "Thread.sleep(long)");
  }

  @Test
  void shouldWeighStacksByTheBytesThatWereRead() throws Exception {
    assertThat(text("flame-read-bytes"))
        .contains("Clerk.work(Path)", "Clerk.reread(Path)", "File Read, by bytes");
    List<Event> reads =
        recording.events("jebpf.FileRead").stream()
            .filter(event -> event.shown("stackOutcome").equals("complete"))
            .toList();
    long bytes = reads.stream().mapToLong(event -> event.number("bytes")).sum();
    assertThat(bytes).isPositive();
    assertThat(new FlamePage(reads, Pictures.BYTES, "reads").total().doubleValueIn(UnitLookup.BYTE))
        .isCloseTo(bytes, within(bytes / 1000.0));
  }

  @Test
  void shouldPutFramesBelowTheirCallers() {
    List<FlameBox> boxes =
        new FlamePage(blocked(event -> true), JfrAttributes.DURATION, "all").boxes();
    for (FlameBox box : boxes) {
      if (box.depth() > 0) {
        FlameBox caller =
            boxes.stream()
                .filter(other -> other.node() == box.node().getParent())
                .findFirst()
                .orElseThrow();
        assertThat(box.depth()).isEqualTo(caller.depth() + 1);
        assertThat(box.left()).isGreaterThan(caller.left() - 1e-9);
        assertThat(box.left() + box.width()).isLessThan(caller.left() + caller.width() + 1e-9);
      }
    }
  }

  @Test
  void shouldListTheLongestEventsWithLabelsAndUnits() throws Exception {
    Event longest =
        blocked(event -> event.number("spanId") != 0).stream()
            .max(Comparator.comparingLong(event -> event.end() - event.start()))
            .orElseThrow();
    assertThat(text("events"))
        .contains("Thread Blocked (", "File Sync (")
        .containsSubsequence("Start Time", "Duration", "Event Thread", "State")
        .containsSubsequence(longest.shown("duration"), Clerk.NAME, "sleep");
  }

  @Test
  void shouldTellWhatTheRulesFound() throws Exception {
    assertThat(text("results"))
        .contains("Lost Data", "All kernel probes that were asked for are attached.", "0, ok");
  }
}
