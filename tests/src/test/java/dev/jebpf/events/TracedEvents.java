package dev.jebpf.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.JfrTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// [StartsAndReads] under the agent: what it printed, and the recording by both of its readers.
///
/// @param run what it printed
/// @param file what it read
/// @param recording what was recorded
record TracedEvents(ChildRun run, Path file, Path recording) {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60L * Integer.getInteger("jebpf.tolerance", 1));
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Runs the child.
  ///
  /// @param through the command that runs it; may be none
  /// @param events values of the option `events`
  static TracedEvents of(Path directory, List<String> through, String... events)
      throws IOException {
    Path file = Files.write(directory.resolve("read"), new byte[StartsAndReads.BYTES]);
    Path recording = directory.resolve("events.jfr");
    ChildRun run =
        ChildJvm.of(StartsAndReads.class, file.toString())
            .through(through.toArray(String[]::new))
            .agent(
                "file=" + recording,
                "methods=" + StartsAndReads.class.getName() + "::*",
                "threshold=0ms",
                "events=" + String.join(";", events),
                "wait=true")
            .run(PATIENCE);
    if (run.exit() != 0 || !run.err().isEmpty()) {
      throw new IllegalStateException(run.toString());
    }
    return new TracedEvents(run, file, recording);
  }

  /// Events of a type in the order of their starts, by the JDK's consumer.
  List<RecordedEvent> byConsumer(String type) throws IOException {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.getEventType().getName().equals(type))
        .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
        .toList();
  }

  /// The values of the same as `jfr print` gives them.
  List<JsonNode> byTool(String type) throws IOException {
    List<String> lines = JfrTool.run("print", "--json", "--events", type, recording.toString());
    JsonNode events =
        JSON.readTree(String.join("\n", lines)).required("recording").required("events");
    return Stream.iterate(0, i -> i < events.size(), i -> i + 1)
        .map(i -> events.get(i).required("values"))
        .sorted((a, b) -> a.get("startTime").asText().compareTo(b.get("startTime").asText()))
        .toList();
  }

  /// Numbers that the child printed for a key, in their order.
  List<Long> printed(String key) {
    return run.out().stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> Long.parseLong(line.substring(key.length() + 1)))
        .toList();
  }
}
