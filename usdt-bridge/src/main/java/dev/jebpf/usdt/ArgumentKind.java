package dev.jebpf.usdt;

import java.util.List;

/// The Java types that an argument may have, and how each travels.
enum ArgumentKind {
  BYTE(byte.class, -1),
  SHORT(short.class, -2),
  INT(int.class, -4),
  LONG(long.class, -8),
  BOOLEAN(boolean.class, 1),
  CHAR(char.class, 2),
  /// The address of UTF-8 text that ends with NUL.
  STRING(String.class, 8),
  /// The same, of the constant's name.
  ENUM(Enum.class, 8),
  /// The address of the bytes and, as an argument of its own, their number.
  BYTES(byte[].class, 8),
  /// `System.identityHashCode`.
  IDENTITY(Object.class, 4);

  private static final int LENGTH_SIZE = 4;

  private static final String SUPPORTED =
      "byte, short, int, long, boolean, char, String, byte[], enums, and Object for its identity";

  private final Class<?> type;
  private final int size;

  ArgumentKind(Class<?> type, int size) {
    this.type = type;
    this.size = size;
  }

  /// The kind of a declared type.
  ///
  /// @throws IllegalArgumentException for one that cannot travel
  static ArgumentKind of(Class<?> declared) {
    for (ArgumentKind kind : values()) {
      if (kind.type == declared) {
        return kind;
      }
    }
    if (declared.isEnum()) {
      return ENUM;
    }
    throw new IllegalArgumentException(
        "type=" + declared.getTypeName() + ": a probe's arguments are of " + SUPPORTED);
  }

  /// The type a value has on its way to the site.
  Class<?> type() {
    return type;
  }

  /// The sizes in bytes of what tools see of one argument, negative for signed numbers.
  List<Integer> sizes() {
    return this == BYTES ? List.of(size, LENGTH_SIZE) : List.of(size);
  }

  /// Whether it travels in native memory.
  boolean needsMemory() {
    return this == STRING || this == ENUM || this == BYTES;
  }
}
