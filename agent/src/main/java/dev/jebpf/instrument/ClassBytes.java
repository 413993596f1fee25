package dev.jebpf.instrument;

/// The parts of the class-file format that are the same everywhere in a file.
///
/// Format: chapter 4 of the Java Virtual Machine Specification; multi-byte values are big-endian.
final class ClassBytes {
  static final int UTF8 = 1;

  /// Where the constant pool's count stands; its entries follow.
  static final int POOL_COUNT = 8;

  private ClassBytes() {}

  static int u1(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u2(byte[] bytes, int at) {
    return u1(bytes, at) << 8 | u1(bytes, at + 1);
  }

  static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }

  /// The length of a constant pool entry, its tag included (4.4).
  static int entryLength(byte[] bytes, int at) {
    return switch (bytes[at]) {
      case UTF8 -> 3 + u2(bytes, at + 1);
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      default -> throw new MalformedClassException("constant pool tag " + bytes[at] + " at " + at);
    };
  }

  /// How many indexes an entry takes: `long` and `double` take two.
  static int entryIndexes(byte[] bytes, int at) {
    return bytes[at] == 5 || bytes[at] == 6 ? 2 : 1;
  }
}
