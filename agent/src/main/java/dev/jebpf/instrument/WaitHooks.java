package dev.jebpf.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Tells the spans of a virtual thread what it parks for and why it cannot unmount, by calls in
/// classes beside `VirtualThread`. What a JDK does not have is not told.
///
/// | class | method | call |
/// |---|---|---|
/// | `sun.nio.ch.Poller` | `poll(int, int, long, BooleanSupplier)` | waits for a socket |
/// | | `pollSelector(int, long)` | waits for a selector |
/// | `java.lang.VirtualThread$VThreadContinuation` | `onPinned(Pinned)` | on entry, cannot unmount
/// |
///
/// JDK 25 to 27 are alike in these (`java.base/sun/nio/ch/Poller.java`,
/// `java.base/java/lang/VirtualThread.java`).
final class WaitHooks {
  static final String POLLER = "sun/nio/ch/Poller";
  static final String CONTINUATION = "java/lang/VirtualThread$VThreadContinuation";

  private WaitHooks() {}

  /// The new class file of one of the two.
  static byte[] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return hooked(next, name + descriptor);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static MethodVisitor hooked(MethodVisitor next, String method) {
    return switch (method) {
      case "poll(IIJLjava/util/function/BooleanSupplier;)V" ->
          new WaitingCall(next, WaitingCall.FOR_SOCKET);
      case "pollSelector(IJ)V" -> new WaitingCall(next, WaitingCall.FOR_SELECTOR);
      case "onPinned(Ljdk/internal/vm/Continuation$Pinned;)V" -> new PinnedCall(next);
      default -> next;
    };
  }

  /// `JebpfSpans.pinned(reason)` on entry of a method whose first parameter is the reason.
  private static final class PinnedCall extends MethodVisitor {
    PinnedCall(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, SpanMethodVisitor.SPANS, "pinned", "(Ljava/lang/Enum;)V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
    }
  }
}
