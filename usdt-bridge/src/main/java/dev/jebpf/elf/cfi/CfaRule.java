package dev.jebpf.elf.cfi;

/// What the canonical frame address is: that of the stack in the caller's frame, before the call.
sealed interface CfaRule {
  /// What a register holds plus so many bytes.
  record OfRegister(int number, long bytes) implements CfaRule {}

  /// What an expression says.
  record OfExpression(Expression expression) implements CfaRule {}

  /// `rsp+16`, or `exp` for an expression.
  default String text() {
    return switch (this) {
      case OfRegister(int number, long bytes) -> Registers.name(number) + signed(bytes);
      case OfExpression _ -> "exp";
    };
  }

  private static String signed(long bytes) {
    return bytes < 0 ? Long.toString(bytes) : "+" + bytes;
  }

  /// The value in a frame.
  default long value(Registers registers, StackWords stack) throws CfiException {
    return switch (this) {
      case OfRegister(int number, long bytes) -> registers.get(number) + bytes;
      case OfExpression(Expression expression) -> expression.value(registers, stack);
    };
  }
}
