package dev.jebpf.insn;

/// The width of a memory access, with its `BPF_SIZE` code.
public enum Size {
  BYTE(0x10, 1),
  HALF(0x08, 2),
  WORD(0x00, 4),
  DOUBLE(0x18, 8);

  private final int code;
  private final int bytes;

  Size(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  int code() {
    return code;
  }

  public int bytes() {
    return bytes;
  }

  /// The size with this many bytes.
  ///
  /// @throws IllegalArgumentException when it is not 1, 2, 4 or 8
  public static Size of(int bytes) {
    return switch (bytes) {
      case 1 -> BYTE;
      case 2 -> HALF;
      case 4 -> WORD;
      case 8 -> DOUBLE;
      default -> throw new IllegalArgumentException("no memory access of bytes=" + bytes);
    };
  }

  static Size ofCode(int code) {
    return switch (code & 0x18) {
      case 0x10 -> BYTE;
      case 0x08 -> HALF;
      case 0x00 -> WORD;
      default -> DOUBLE;
    };
  }
}
