package dev.jebpf.instrument;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Tells `JebpfSpans.waiting` what a method makes its thread park for, and on every way out of it
/// that it no longer does.
final class WaitingCall extends MethodVisitor {
  // JebpfSpans.FOR_*.
  private static final int FOR_NOTHING = 0;
  static final int FOR_SLEEP = 1;
  static final int FOR_SOCKET = 2;
  static final int FOR_SELECTOR = 3;
  static final int FOR_JOIN = 4;

  private final int what;
  private final Label start = new Label();

  WaitingCall(MethodVisitor next, int what) {
    super(Opcodes.ASM9, next);
    this.what = what;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    waiting(what);
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      waiting(FOR_NOTHING);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label end = new Label();
    super.visitTryCatchBlock(start, end, end, null);
    super.visitLabel(end);
    super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
    waiting(FOR_NOTHING);
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack + 2, maxLocals);
  }

  private void waiting(int forWhat) {
    super.visitInsn(Opcodes.ICONST_0 + forWhat);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, SpanMethodVisitor.SPANS, "waiting", "(I)V", false);
  }
}
