package dev.jebpf.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
}
