package dev.jebpf.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// The calls of a recording on the time line.
final class MethodCalls {
  private MethodCalls() {}

  /// How many calls of the method whose name ends so there were at the same time, at most.
  static int mostAtOnce(Path recording, String method) throws IOException {
    Map<Instant, Integer> changes = new TreeMap<>();
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jebpf.MethodCall")
            && event.getString("method").endsWith(method)) {
          changes.merge(event.getStartTime(), 1, Integer::sum);
          changes.merge(event.getEndTime(), -1, Integer::sum);
        }
      }
    }
    int most = 0;
    int now = 0;
    for (int change : changes.values()) {
      now += change;
      most = Math.max(most, now);
    }
    return most;
  }
}
