package dev.jebpf.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types that the metadata of a chunk describes, as far as it takes to find one's way through
/// its constants.
final class ChunkTypes {
  /// A type and its fields, none for one that is not made of others.
  record Type(long id, String name, List<Field> fields) {}

  /// A field of a type.
  ///
  /// @param constant whether its values are keys of constants
  record Field(String name, long type, boolean constant, boolean array) {}

  /// Of types within each other; the JVM's are three, as frames in a stack trace are.
  private static final int DEEPEST = 16;

  private static final ValueShape NUMBER = new ValueShape.Varint();

  /// As `jdk.jfr.internal.consumer.ParserFactory` reads them.
  private static final Map<String, ValueShape> PRIMITIVES =
      Map.of(
          "boolean",
          new ValueShape.Bytes(1),
          "byte",
          new ValueShape.Bytes(1),
          "char",
          NUMBER,
          "short",
          NUMBER,
          "int",
          NUMBER,
          "long",
          NUMBER,
          "float",
          new ValueShape.Bytes(Float.BYTES),
          "double",
          new ValueShape.Bytes(Double.BYTES),
          StandardTypes.STRING,
          new ValueShape.Text());

  private final Map<Long, Type> types = new HashMap<>();
  private final Map<Long, ValueShape> shapes = new HashMap<>();

  ChunkTypes(List<Type> types) {
    types.forEach(type -> this.types.put(type.id(), type));
  }

  /// The type of a name; null when there is none.
  @Nullable Type named(String name) {
    return types.values().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /// The name of a field's type; empty when the metadata does not describe it.
  String typeName(Field field) {
    Type type = types.get(field.type());
    return type == null ? "" : type.name();
  }

  /// How values of a type are read.
  ///
  /// @throws MalformedChunkException when the metadata does not tell
  ValueShape shape(long type) throws MalformedChunkException {
    ValueShape known = shapes.get(type);
    return known == null ? shape(type, new ArrayList<>()) : known;
  }

  /// @param within types that contain this one, so that it can't contain them
  private ValueShape shape(long id, List<Long> within) throws MalformedChunkException {
    ValueShape known = shapes.get(id);
    if (known != null) {
      return known;
    }
    Type type = types.get(id);
    if (type == null) {
      throw new MalformedChunkException("its metadata lacks the type " + id);
    }
    ValueShape shape = PRIMITIVES.get(type.name());
    if (shape == null) {
      shape = fields(type, within);
    }
    shapes.put(id, shape);
    return shape;
  }

  private ValueShape fields(Type type, List<Long> within) throws MalformedChunkException {
    if (type.fields().isEmpty() || within.contains(type.id()) || within.size() > DEEPEST) {
      throw new MalformedChunkException("its metadata does not tell what is in a " + type.name());
    }
    within.add(type.id());
    List<ValueShape> fields = new ArrayList<>();
    for (Field field : type.fields()) {
      fields.add(shape(field, within));
    }
    within.removeLast();
    return new ValueShape.Fields(List.copyOf(fields));
  }

  /// How values of a field are read.
  ///
  /// @throws MalformedChunkException when the metadata does not tell
  ValueShape shape(Field field) throws MalformedChunkException {
    return shape(field, new ArrayList<>());
  }

  private ValueShape shape(Field field, List<Long> within) throws MalformedChunkException {
    ValueShape value = field.constant() ? NUMBER : shape(field.type(), within);
    return field.array() ? new ValueShape.Array(value) : value;
  }

  /// Reads the metadata event at the input's position.
  ///
  /// @throws MalformedChunkException when it is none
  static ChunkTypes read(ChunkInput input) throws IOException {
    return new ChunkTypes(new MetadataReader(input).types());
  }
}
