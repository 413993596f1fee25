package dev.jebpf.elf.cfi;

/// Where the caller's value of a register is (DWARF 5, section 6.4.1).
sealed interface RegisterRule {
  /// Nowhere.
  record Undefined() implements RegisterRule {}

  /// Still in the register.
  record SameValue() implements RegisterRule {}

  /// In memory, so many bytes from the CFA on.
  record Offset(long bytes) implements RegisterRule {}

  /// It is the CFA plus so many bytes.
  record ValueOffset(long bytes) implements RegisterRule {}

  /// In another register.
  record InRegister(int number) implements RegisterRule {}

  /// In memory, where an expression says.
  record AtExpression(Expression expression) implements RegisterRule {}

  /// It is what an expression says.
  record ValueExpression(Expression expression) implements RegisterRule {}

  /// `c-16` for sixteen bytes below the CFA, as tools that print unwind tables have it.
  default String text() {
    return switch (this) {
      case Undefined() -> "u";
      case SameValue() -> "s";
      case Offset(long bytes) -> "c" + signed(bytes);
      case ValueOffset(long bytes) -> "v" + signed(bytes);
      case InRegister(int number) -> Registers.name(number);
      case AtExpression _ -> "exp";
      case ValueExpression _ -> "vexp";
    };
  }

  private static String signed(long bytes) {
    return bytes < 0 ? Long.toString(bytes) : "+" + bytes;
  }
}
