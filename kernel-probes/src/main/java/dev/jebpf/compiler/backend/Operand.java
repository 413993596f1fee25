package dev.jebpf.compiler.backend;

import java.util.function.IntUnaryOperator;

/// A register or an immediate of a [Machine] instruction.
sealed interface Operand {
  record Reg(int register) implements Operand {}

  record Imm(int value) implements Operand {}

  default Operand map(IntUnaryOperator registers) {
    return switch (this) {
      case Reg(int register) -> new Reg(registers.applyAsInt(register));
      case Imm _ -> this;
    };
  }
}
