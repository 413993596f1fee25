package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.JfrTool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/// Kernel events of `file=` are events of the threads that caused them, at their own times.
class KernelChunksTest {
  private static final String WRITE = "jebpf.FileWrite";
  private static final Duration TIMEOUT =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  @TempDir static Path directory;
  private static Path recording;
  private static ChildRun run;

  @BeforeAll
  static void record() {
    recording = directory.resolve("journal.jfr");
    run =
        ChildJvm.of(Journal.class, directory.toString(), "1500")
            .agent(
                "file=" + recording,
                "methods=" + Journal.class.getName() + "::write",
                "threshold=0ms",
                "wait=true")
            .run(TIMEOUT);
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).isEmpty();
  }

  private static List<RecordedEvent> writes(String name) throws IOException {
    return Recordings.events(recording, WRITE).stream()
        .filter(event -> event.getString("path").endsWith(name))
        .toList();
  }

  @Test
  void shouldBeOnTheirThreads() throws IOException {
    assertThat(writes(Journal.PLATFORM))
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            event -> {
              assertThat(event.getThread().getJavaName()).isEqualTo(Journal.PLATFORM);
              assertThat(event.getThread().getJavaThreadId()).isEqualTo(run.number("platform"));
              assertThat(event.getThread().getOSThreadId()).isEqualTo(event.getLong("osThreadId"));
              assertThat(event.getThread().isVirtual()).isFalse();
            });
  }

  @Test
  void shouldBeOnTheirVirtualThreads() throws IOException {
    assertThat(writes(Journal.VIRTUAL))
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            event -> {
              assertThat(event.getThread().getJavaThreadId()).isEqualTo(run.number("virtual"));
              assertThat(event.getThread().isVirtual()).isTrue();
              assertThat(event.getThread().getJavaName())
                  .isEqualTo("VirtualThread[#%d]".formatted(run.number("virtual")));
              assertThat(event.getThread().getLong("osThreadId"))
                  .isEqualTo((1L << 32) + run.number("virtual"));
            });
  }

  @Test
  void shouldLieInsideTheCallsTheyHappenedIn() throws IOException {
    Map<Long, RecordedEvent> calls = new HashMap<>();
    for (RecordedEvent call : Recordings.events(recording, "jebpf.MethodCall")) {
      calls.put(call.getLong("spanId"), call);
    }
    List<RecordedEvent> writes = new ArrayList<>(writes(Journal.PLATFORM));
    writes.removeIf(write -> write.getLong("spanId") == 0);
    assertThat(writes).hasSizeGreaterThanOrEqualTo(10);
    for (RecordedEvent write : writes) {
      RecordedEvent call = calls.get(write.getLong("spanId"));
      assertThat(call).as(write::toString).isNotNull();
      assertThat(write.getStartTime()).isAfterOrEqualTo(call.getStartTime());
      assertThat(write.getEndTime()).isBeforeOrEqualTo(call.getEndTime());
      assertThat(write.getThread().getJavaThreadId()).isEqualTo(call.getThread().getJavaThreadId());
    }
  }

  /// JMC converts times with the clock of each chunk, the JDK with that of the first.
  @Test
  void shouldBeTheSameInMissionControl() throws Exception {
    List<Long> byJdk = new ArrayList<>();
    writes(Journal.PLATFORM).forEach(event -> byJdk.add(nanos(event.getStartTime())));
    List<Long> byJmc = new ArrayList<>();
    for (IItemIterable items : JfrLoaderToolkit.loadEvents(recording.toFile())) {
      if (items.getType().getIdentifier().equals(WRITE)) {
        addStarts(items, byJmc);
      }
    }
    byJdk.sort(null);
    byJmc.sort(null);
    assertThat(byJmc).hasSameSizeAs(byJdk);
    for (int i = 0; i < byJdk.size(); i++) {
      assertThat(byJmc.get(i)).isCloseTo(byJdk.get(i), within(2_000L));
    }
  }

  private static void addStarts(IItemIterable items, List<Long> starts) {
    IType<IItem> type = items.getType();
    IMemberAccessor<IMCThread, IItem> thread = JfrAttributes.EVENT_THREAD.getAccessor(type);
    IMemberAccessor<IQuantity, IItem> start = JfrAttributes.START_TIME.getAccessor(type);
    for (IItem item : items) {
      IMCThread who = thread.getMember(item);
      if (who != null && Journal.PLATFORM.equals(who.getThreadName())) {
        starts.add(start.getMember(item).clampedLongValueIn(UnitLookup.EPOCH_NS));
      }
    }
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  @Test
  void shouldBeReadByEveryCommandOfJfr() throws Exception {
    assertThat(JfrTool.run("summary", recording.toString()))
        .anyMatch(line -> line.matches("\\s*" + WRITE + "\\s+[1-9].*"));
    assertThat(JfrTool.run("print", "--events", WRITE, recording.toString()))
        .anyMatch(line -> line.contains("eventThread = \"" + Journal.PLATFORM));
    assertThat(JfrTool.run("view", "--width", "400", WRITE, recording.toString()))
        .anyMatch(line -> line.contains(Journal.PLATFORM));
    Path scrubbed = directory.resolve("scrubbed.jfr");
    JfrTool.run("scrub", "--include-events", WRITE, recording.toString(), scrubbed.toString());
    assertThat(Recordings.events(scrubbed, WRITE))
        .hasSameSizeAs(Recordings.events(recording, WRITE));
  }

  @Test
  void shouldLeaveOneFileForItsOwner() throws IOException {
    File[] left = directory.toFile().listFiles((_, name) -> name.contains(".jfr."));
    assertThat(left).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recording)))
        .isEqualTo("rw-------");
  }

  /// All of it, from the first on: none came by way of the thread that reads them.
  @Test
  void shouldBeOnNoOtherThread() throws IOException {
    for (RecordedEvent event : Recordings.events(recording, WRITE)) {
      assertThat(event.getThread().getLong("javaThreadId"))
          .as(event::toString)
          .isEqualTo(event.getLong("javaThreadId"));
    }
  }
}
