package dev.jebpf.compiler.frontend;

import org.objectweb.asm.Opcodes;

/// What to say about instructions that kernel programs cannot have.
final class Unsupported {
  private Unsupported() {}

  static String describe(int opcode) {
    return switch (opcode) {
      case Opcodes.NEW, Opcodes.ACONST_NULL ->
          "creating objects; a kernel program has no heap: pass values as arguments, keep state in"
              + " maps";
      case Opcodes.NEWARRAY,
          Opcodes.ANEWARRAY,
          Opcodes.MULTIANEWARRAY,
          Opcodes.IASTORE,
          Opcodes.LASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE,
          Opcodes.AASTORE,
          Opcodes.FASTORE,
          Opcodes.DASTORE ->
          "arrays; use a MapView with @Length accessors";
      case Opcodes.ATHROW -> "throwing exceptions; return a status instead";
      case Opcodes.INVOKEDYNAMIC ->
          "lambdas, string concatenation and pattern switches (invokedynamic); use methods, plain"
              + " switches and if";
      case Opcodes.INSTANCEOF -> "instanceof; the kernel's pointers have no Java class";
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT ->
          "synchronized; use @Atomic accessors of a MapView";
      case Opcodes.JSR, Opcodes.RET -> "subroutines of old class files; compile it anew";
      default ->
          isFloating(opcode)
              ? "float and double; eBPF has integers only"
              : "bytecode instruction " + opcode;
    };
  }

  private static boolean isFloating(int opcode) {
    return switch (opcode) {
      case Opcodes.FCONST_0,
          Opcodes.FCONST_1,
          Opcodes.FCONST_2,
          Opcodes.DCONST_0,
          Opcodes.DCONST_1,
          Opcodes.LDC,
          Opcodes.FALOAD,
          Opcodes.DALOAD,
          Opcodes.FADD,
          Opcodes.DADD,
          Opcodes.FSUB,
          Opcodes.DSUB,
          Opcodes.FMUL,
          Opcodes.DMUL,
          Opcodes.FDIV,
          Opcodes.DDIV,
          Opcodes.FREM,
          Opcodes.DREM,
          Opcodes.FNEG,
          Opcodes.DNEG,
          Opcodes.I2F,
          Opcodes.I2D,
          Opcodes.L2F,
          Opcodes.L2D,
          Opcodes.F2I,
          Opcodes.F2L,
          Opcodes.F2D,
          Opcodes.D2I,
          Opcodes.D2L,
          Opcodes.D2F,
          Opcodes.FCMPL,
          Opcodes.FCMPG,
          Opcodes.DCMPL,
          Opcodes.DCMPG ->
          true;
      default -> false;
    };
  }
}
