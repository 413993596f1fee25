package dev.jebpf.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the types from a metadata event, which is encoded as [MetadataElement] says.
final class MetadataReader {
  /// Of elements: root, metadata, class, field, annotation.
  private static final int DEEPEST = 16;

  private final ChunkInput input;
  private final List<ChunkTypes.Type> types = new ArrayList<>();
  private List<String> strings = List.of();

  /// @param input at the beginning of the event
  MetadataReader(ChunkInput input) {
    this.input = input;
  }

  /// @throws MalformedChunkException when the event is not as it should be
  List<ChunkTypes.Type> types() throws IOException {
    long end = input.position() + input.number();
    input.number(); // its type
    input.number(); // start
    input.number(); // duration
    input.number(); // id of the metadata
    input.limit(end);
    strings = strings();
    element(null, 0);
    return types;
  }

  private List<String> strings() throws IOException {
    int count = input.count();
    List<String> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      read.add(input.text());
    }
    return read;
  }

  private String string() throws IOException {
    long index = input.number();
    if (index < 0 || index >= strings.size()) {
      throw new MalformedChunkException("its metadata has no string " + index);
    }
    return strings.get((int) index);
  }

  /// @param of the type whose element it is, to which a field is added
  private void element(ChunkTypes.@Nullable Type of, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new MalformedChunkException("the elements of its metadata are nested too deep");
    }
    String name = string();
    Map<String, String> attributes = attributes();
    ChunkTypes.Type type = null;
    if (name.equals("class")) {
      type = new ChunkTypes.Type(id(attributes, "id"), text(attributes, "name"), new ArrayList<>());
      types.add(type);
    } else if (name.equals("field") && of != null) {
      of.fields().add(field(attributes));
    }
    for (int left = input.count(); left > 0; left--) {
      element(type, depth + 1);
    }
  }

  private Map<String, String> attributes() throws IOException {
    Map<String, String> attributes = new HashMap<>();
    for (int left = input.count(); left > 0; left--) {
      attributes.put(string(), string());
    }
    return attributes;
  }

  private static ChunkTypes.Field field(Map<String, String> attributes)
      throws MalformedChunkException {
    return new ChunkTypes.Field(
        text(attributes, "name"),
        id(attributes, "class"),
        text(attributes, "constantPool").equals("true"),
        !attributes.getOrDefault("dimension", "0").equals("0"));
  }

  private static String text(Map<String, String> attributes, String key) {
    return attributes.getOrDefault(key, "");
  }

  private static long id(Map<String, String> attributes, String key)
      throws MalformedChunkException {
    String value = text(attributes, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedChunkException("its metadata has a type with the id " + value);
    }
  }
}
