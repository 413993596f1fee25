package dev.jebpf.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the JVM's constants of threads, and gives virtual ones the identity that those written
/// here have. The JVM (`JfrThreadConstant::serialize` in HotSpot's `jfrTypeSet`) gives them an
/// `osThreadId` of 0 and an empty name if they have none of their own.
final class ThreadConstants {
  private static final String OS_ID = "osThreadId";
  private static final String NAME = "javaName";
  private static final String JAVA_ID = "javaThreadId";
  private static final String VIRTUAL = "virtual";

  /// The fields that matter, and their types.
  private static final Map<String, String> NEEDED =
      Map.of(OS_ID, "long", NAME, StandardTypes.STRING, JAVA_ID, "long", VIRTUAL, "boolean");

  /// What of a constant is replaced, should its thread be virtual.
  private record Place(String field, long from, long to) {}

  private final List<ChunkTypes.Field> fields;
  private final List<ValueShape> shapes = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final ChunkBuffer replacement = new ChunkBuffer(64);

  /// @throws MalformedChunkException when the metadata does not tell how threads are read
  ThreadConstants(ChunkTypes types, ChunkTypes.Type thread) throws MalformedChunkException {
    fields = thread.fields();
    for (ChunkTypes.Field field : fields) {
      shapes.add(types.shape(field));
    }
  }

  /// Whether the constants tell which threads are virtual. Those of JDK 17, of async-profiler and
  /// of others that write recordings do not.
  static boolean canBeVirtual(ChunkTypes types, ChunkTypes.Type thread) {
    return NEEDED.entrySet().stream()
        .allMatch(
            needed ->
                thread.fields().stream()
                    .anyMatch(
                        field ->
                            field.name().equals(needed.getKey())
                                && types.typeName(field).equals(needed.getValue())
                                && !field.constant()
                                && !field.array()));
  }

  /// Reads a constant behind its key.
  void read(ChunkInput input, ChunkEdits edits) throws IOException {
    places.clear();
    long javaId = 0;
    long osId = 0;
    boolean virtual = false;
    for (int i = 0; i < shapes.size(); i++) {
      long from = input.position();
      switch (fields.get(i).name()) {
        case OS_ID -> {
          osId = input.number();
          places.add(new Place(OS_ID, from, input.position()));
        }
        case JAVA_ID -> javaId = input.number();
        case VIRTUAL -> virtual = input.octet() != 0;
        case NAME -> name(input, from);
        default -> shapes.get(i).skip(input);
      }
    }
    if (virtual && javaId > 0) {
      edit(new EventThread(javaId, 0, "", true), osId, edits);
    }
  }

  private void name(ChunkInput input, long from) throws IOException {
    input.skipText();
    boolean unnamed = input.position() == from + 1;
    if (unnamed) {
      places.add(new Place(NAME, from, input.position()));
    }
  }

  private void edit(EventThread thread, long osId, ChunkEdits edits) throws IOException {
    for (Place place : places) {
      replacement.clear();
      if (place.field().equals(NAME)) {
        replacement.text(thread.laneName());
        edits.replace(place.from(), place.to(), replacement);
      } else if (osId != thread.laneId()) {
        replacement.number(thread.laneId());
        edits.replace(place.from(), place.to(), replacement);
      }
    }
  }
}
