package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.JfrTool;
import dev.jebpf.harness.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/// Recordings of [Couriers]: what is dumped while it runs, what is there in the end, and the two
/// merged. In all of them JMC has a lane for each thread, with its calls and its kernel events.
@Tag("kernel")
class VirtualLanesTest {
  private static final String WRITE = "jebpf.FileWrite";
  private static final String CALL = "jebpf.MethodCall";
  private static final Duration TIMEOUT =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));

  @TempDir static Path directory;
  private static ChildRun run;

  @BeforeAll
  static void record() throws Exception {
    Path file = directory.resolve("end.jfr");
    Path dump = directory.resolve("dump.jfr");
    try (RunningJvm child =
        ChildJvm.of(Couriers.class, directory.toString(), "5000")
            .agent(
                "file=" + file,
                "methods=" + Couriers.class.getName() + "::deliver",
                "threshold=0ms",
                "wait=true")
            .start()) {
      child.awaitLine("lasting=", TIMEOUT);
      Thread.sleep(1_000);
      jebpf("dump", Long.toString(child.pid()), dump.toString());
      run = child.await(TIMEOUT);
    }
    assertThat(run.exit()).as(run::toString).isZero();
    assertThat(run.err()).noneMatch(line -> line.startsWith("jebpf"));
    jebpf("merge", directory.resolve("merged.jfr").toString(), dump.toString(), file.toString());
  }

  private static void jebpf(String... arguments) {
    ChildRun command = ChildJvm.cli(arguments).run(TIMEOUT);
    assertThat(command.exit()).as(command::toString).isZero();
  }

  /// Ids of threads by the lane that JMC has for events of these types.
  private static Map<IMCThread, Set<Long>> lanes(Path recording, Set<String> types)
      throws Exception {
    Map<IMCThread, Set<Long>> lanes = new HashMap<>();
    for (IItemIterable items : JfrLoaderToolkit.loadEvents(recording.toFile())) {
      IMemberAccessor<IMCThread, IItem> thread =
          JfrAttributes.EVENT_THREAD.getAccessor(items.getType());
      if (thread != null && types.contains(items.getType().getIdentifier())) {
        for (IItem item : items) {
          IMCThread of = thread.getMember(item);
          // The Java id of a thread that had just begun is 0, for the kernel's side did not know
          // it.
          if (of != null && of.getThreadId() != 0) {
            lanes.computeIfAbsent(of, _ -> new HashSet<>()).add(of.getThreadId());
          }
        }
      }
    }
    return lanes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dump.jfr", "end.jfr", "merged.jfr"})
  void shouldBeOneForEachThread(String name) throws Exception {
    Set<String> all =
        RecordingFile.readAllEvents(directory.resolve(name)).stream()
            .map(event -> event.getEventType().getName())
            .collect(Collectors.toSet());
    Map<IMCThread, Set<Long>> lanes = lanes(directory.resolve(name), all);
    assertThat(lanes).hasSizeGreaterThan(200);
    lanes.forEach((lane, ids) -> assertThat(ids).as(lane::toString).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dump.jfr", "end.jfr", "merged.jfr"})
  void shouldHaveTheCallsAndTheKernelEvents(String name) throws Exception {
    Path recording = directory.resolve(name);
    Map<IMCThread, Set<Long>> calls = lanes(recording, Set.of(CALL));
    Map<IMCThread, Set<Long>> writes = lanes(recording, Set.of(WRITE));
    Set<IMCThread> both = new HashSet<>(calls.keySet());
    both.retainAll(writes.keySet());
    assertThat(both).hasSizeGreaterThan(200);
    both.forEach(lane -> assertThat(writes.get(lane)).isEqualTo(calls.get(lane)));
    if (!name.equals("dump.jfr")) {
      // A dump ends with the JVM's events a little earlier than with those of the kernel.
      assertThat(both).isEqualTo(calls.keySet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dump.jfr", "end.jfr", "merged.jfr"})
  void shouldBeAsManyAsThereAreCouriers(String name) throws Exception {
    Path recording = directory.resolve(name);
    Set<Long> couriers =
        Recordings.events(recording, WRITE).stream()
            .filter(event -> event.getString("path").endsWith(".letter"))
            .map(VirtualLanesTest::courier)
            .collect(Collectors.toSet());
    assertThat(couriers).contains(run.number("lasting"));
    assertThat(
            lanes(recording, Set.of(WRITE)).values().stream()
                .flatMap(Set::stream)
                .filter(couriers::contains))
        .hasSameSizeAs(couriers);
  }

  /// The id that a courier named its letter by, which the event's thread has.
  private static long courier(RecordedEvent write) {
    long id =
        Long.parseLong(Path.of(write.getString("path")).getFileName().toString().split("\\.")[0]);
    assertThat(write.getThread().getJavaThreadId()).isEqualTo(id);
    return id;
  }

  @Test
  void shouldHoldNothingTwice() throws Exception {
    for (String type : List.of(WRITE, CALL)) {
      assertThat(Recordings.events(directory.resolve("merged.jfr"), type))
          .hasSameSizeAs(Recordings.events(directory.resolve("end.jfr"), type));
    }
  }

  @Test
  void shouldChangeNoMore() throws Exception {
    Path again = directory.resolve("again.jfr");
    jebpf("merge", again.toString(), directory.resolve("end.jfr").toString());
    assertThat(Files.mismatch(again, directory.resolve("end.jfr"))).isEqualTo(-1);
  }

  @Test
  void shouldBeReadByJfr() throws Exception {
    assertThat(JfrTool.run("print", "--events", CALL, directory.resolve("end.jfr").toString()))
        .anyMatch(line -> line.contains("\"courier-0\" (javaThreadId = "))
        .anyMatch(line -> line.matches(".*\"VirtualThread\\[#\\d+]\" \\(javaThreadId = .*"));
    JfrTool.run("summary", directory.resolve("end.jfr").toString());
  }
}
