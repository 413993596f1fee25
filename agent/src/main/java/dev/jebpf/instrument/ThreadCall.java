package dev.jebpf.instrument;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Puts a call of a static method that takes `this`, a thread, into a method of threads.
abstract sealed class ThreadCall extends MethodVisitor {
  private final String owner;
  private final String method;
  private final Set<String> placed;

  /// @param placed gets the name of the called method when there is a place for the call
  private ThreadCall(MethodVisitor next, String owner, String method, Set<String> placed) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.method = method;
    this.placed = placed;
  }

  final void call() {
    placed.add(method);
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, "(Ljava/lang/Thread;)V", false);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }

  /// The call comes first.
  static final class OnEntry extends ThreadCall {
    OnEntry(MethodVisitor next, String owner, String method, Set<String> placed) {
      super(next, owner, method, placed);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      call();
    }
  }

  /// The call comes before every call of another method, whose name contains a word.
  static final class BeforeCall extends ThreadCall {
    private final String word;

    BeforeCall(MethodVisitor next, String word, String owner, String method, Set<String> placed) {
      super(next, owner, method, placed);
      this.word = word;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String callee, String name, String descriptor, boolean isInterface) {
      if (name.contains(word)) {
        call();
      }
      super.visitMethodInsn(opcode, callee, name, descriptor, isInterface);
    }
  }
}
