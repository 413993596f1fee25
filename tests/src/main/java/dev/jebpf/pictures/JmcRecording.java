package dev.jebpf.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.internal.EventArray;
import org.openjdk.jmc.flightrecorder.internal.FlightRecordingLoader;

/// A recording as JMC's parser gives it.
///
/// `FlightRecordingLoader` is what JMC's editor itself opens a file with; the parser's public door,
/// `JfrLoaderToolkit`, keeps the categories of event types to itself.
public final class JmcRecording {
  /// JMC's parser warns of each type of the JDK that has other fields than it knows of. Held here,
  /// for a logger that nobody holds forgets its level.
  private static final Logger JMC = Logger.getLogger("org.openjdk.jmc");

  private final Path file;
  private final List<EventType> types;

  private JmcRecording(Path file, List<EventType> types) {
    this.file = file;
    this.types = types;
  }

  /// Reads a whole recording.
  ///
  /// @throws IOException also when JMC's parser does not understand it
  public static JmcRecording load(Path file) throws IOException {
    JMC.setLevel(Level.SEVERE);
    try (var stream = Files.newInputStream(file)) {
      return new JmcRecording(
          file, merged(FlightRecordingLoader.loadStream(stream, false, false).getArrays()));
    } catch (CouldNotLoadRecordingException e) {
      throw new IOException("JMC's parser can't read " + file, e);
    }
  }

  /// The parser has several arrays of one type where events overlap.
  private static List<EventType> merged(EventArray[] arrays) {
    Map<String, List<EventArray>> byType = new TreeMap<>();
    for (EventArray array : arrays) {
      byType.computeIfAbsent(array.getType().getIdentifier(), _ -> new ArrayList<>()).add(array);
    }
    return byType.values().stream().map(JmcRecording::type).toList();
  }

  private static EventType type(List<EventArray> arrays) {
    EventArray first = arrays.getFirst();
    return new EventType(
        first.getType().getIdentifier(),
        first.getType().getName(),
        List.of(first.getTypeCategory()),
        arrays.stream()
            .flatMap(array -> Arrays.stream(array.getEvents()))
            .map(Event::of)
            .sorted(Comparator.comparingLong(Event::start))
            .toList());
  }

  /// The file.
  public Path file() {
    return file;
  }

  /// The event types that have events, by name.
  public List<EventType> types() {
    return types.stream().filter(type -> !type.events().isEmpty()).toList();
  }

  /// The events of a type by start; none when the recording has none.
  public List<Event> events(String type) {
    return types.stream()
        .filter(candidate -> candidate.id().equals(type))
        .flatMap(found -> found.events().stream())
        .toList();
  }

  /// The events of ours that happened on a thread and took a while: what a lane is made of.
  Stream<Event> onLanes() {
    return types.stream()
        .filter(type -> type.id().startsWith("jebpf."))
        .flatMap(type -> type.events().stream())
        .filter(event -> event.thread() != null && event.end() > event.start());
  }
}
