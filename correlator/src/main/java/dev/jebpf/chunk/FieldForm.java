package dev.jebpf.chunk;

import jdk.jfr.ValueDescriptor;

/// How the values of an event's field are written.
enum FieldForm {
  /// A `Number`: `int` or `long`.
  NUMBER,
  /// A `Boolean`.
  FLAG,
  /// A `String` or null.
  TEXT,
  /// The thread of the event, whatever the value.
  THREAD;

  /// @throws IllegalArgumentException for a type that no event of ours has
  static FieldForm of(ValueDescriptor field) {
    return switch (field.getTypeName()) {
      case "int", "long" -> NUMBER;
      case "boolean" -> FLAG;
      case StandardTypes.STRING -> TEXT;
      case StandardTypes.THREAD -> THREAD;
      default ->
          throw new IllegalArgumentException(
              "field " + field.getName() + " of type " + field.getTypeName());
    };
  }
}
