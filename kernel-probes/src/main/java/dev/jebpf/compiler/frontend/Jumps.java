package dev.jebpf.compiler.frontend;

import dev.jebpf.insn.Condition;
import org.objectweb.asm.Opcodes;

/// What the JVM's conditional jumps compare.
final class Jumps {
  private Jumps() {}

  /// The condition of `if<cond>` and `if_icmp<cond>`, `if_acmp<cond>`, `ifnull`, `ifnonnull`.
  static Condition condition(int opcode) {
    return switch (opcode) {
      case Opcodes.IFEQ, Opcodes.IF_ICMPEQ, Opcodes.IF_ACMPEQ, Opcodes.IFNULL -> Condition.EQ;
      case Opcodes.IFNE, Opcodes.IF_ICMPNE, Opcodes.IF_ACMPNE, Opcodes.IFNONNULL -> Condition.NE;
      case Opcodes.IFLT, Opcodes.IF_ICMPLT -> Condition.SLT;
      case Opcodes.IFGE, Opcodes.IF_ICMPGE -> Condition.SGE;
      case Opcodes.IFGT, Opcodes.IF_ICMPGT -> Condition.SGT;
      case Opcodes.IFLE, Opcodes.IF_ICMPLE -> Condition.SLE;
      default -> throw new IllegalArgumentException("not a conditional jump opcode=" + opcode);
    };
  }

  /// Whether the jump compares one int with 0.
  static boolean comparesWithZero(int opcode) {
    return opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE;
  }

  /// Whether the jump compares one reference with null.
  static boolean comparesWithNull(int opcode) {
    return opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
  }

  static boolean isReturn(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }
}
