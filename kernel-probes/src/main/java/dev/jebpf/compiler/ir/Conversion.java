package dev.jebpf.compiler.ir;

/// Conversions between integer types.
public enum Conversion {
  INT_TO_LONG(Kind.LONG),
  /// `Integer.toUnsignedLong`.
  UNSIGNED_INT_TO_LONG(Kind.LONG),
  LONG_TO_INT(Kind.INT),
  TO_BYTE(Kind.INT),
  TO_SHORT(Kind.INT),
  TO_CHAR(Kind.INT),
  /// `Short.reverseBytes` without its sign extension: the low 16 bits reversed, zero-extended.
  SWAP_HALF(Kind.INT),
  SWAP_INT(Kind.INT),
  SWAP_LONG(Kind.LONG);

  private final Kind result;

  Conversion(Kind result) {
    this.result = result;
  }

  public Kind result() {
    return result;
  }

  /// The converted value; ints sign-extended.
  public long compute(long value) {
    return switch (this) {
      case INT_TO_LONG, LONG_TO_INT -> (int) value;
      case UNSIGNED_INT_TO_LONG -> value & 0xffff_ffffL;
      case TO_BYTE -> (byte) value;
      case TO_SHORT -> (short) value;
      case TO_CHAR -> (char) value;
      case SWAP_HALF -> Short.toUnsignedInt(Short.reverseBytes((short) value));
      case SWAP_INT -> Integer.reverseBytes((int) value);
      case SWAP_LONG -> Long.reverseBytes(value);
    };
  }
}
