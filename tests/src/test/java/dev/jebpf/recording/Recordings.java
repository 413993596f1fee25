package dev.jebpf.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Reading of recordings with the JDK's means.
final class Recordings {
  private Recordings() {}

  /// The events of a type, in the order of the file.
  static List<RecordedEvent> events(Path recording, String type) throws IOException {
    List<RecordedEvent> events = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals(type)) {
        events.add(event);
      }
    }
    return events;
  }

  /// What the JDK's `jfr` prints; it must not complain.
  static List<String> jfr(Path errors, String... arguments)
      throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(tool), Stream.of(arguments)).toList())
            .redirectError(errors.toFile())
            .start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(errors).isEmptyFile();
    return lines;
  }
}
