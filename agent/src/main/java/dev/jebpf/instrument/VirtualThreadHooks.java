package dev.jebpf.instrument;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Tells the spans of a virtual thread when it changes carriers and when it sleeps, by calls in
/// methods of `java.lang.VirtualThread` (JDK 25: `java.base/java/lang/VirtualThread.java`).
///
/// | method | call on entry | current thread |
/// |---|---|---|
/// | `mount()` | `mounted(this)` | the carrier, no JVMTI transition under way |
/// | `afterYield()`, `afterDone(boolean)` | `unmounted(this)` | the same |
/// | `submitRunContinuation` and its relatives | `runnable(this)` | any |
/// | `sleepNanos(long)` | `sleeping(true)`, and `sleeping(false)` on every way out | itself |
final class VirtualThreadHooks {
  static final String CLASS = "java/lang/VirtualThread";

  private final Set<String> woven = new HashSet<>();

  /// The new class file of `VirtualThread`; null when this JDK doesn't have the methods without
  /// which spans of virtual threads can't be followed.
  byte @Nullable [] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Adapter(writer), 0);
    return woven.containsAll(Set.of("mount()V", "afterYield()V", "afterDone(Z)V"))
        ? writer.toByteArray()
        : null;
  }

  private static @Nullable String hook(String name, String descriptor) {
    return switch (name + descriptor) {
      case "mount()V" -> "mounted";
      case "afterYield()V", "afterDone(Z)V" -> "unmounted";
      default -> name.contains("ubmitRunContinuation") ? "runnable" : null;
    };
  }

  private final class Adapter extends ClassVisitor {
    Adapter(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      woven.add(name + descriptor);
      if ((access & Access.STATIC) == 0 && name.equals("sleepNanos")) {
        return new SleepHook(next);
      }
      String hook = (access & Access.STATIC) == 0 ? hook(name, descriptor) : null;
      return hook == null ? next : new EntryHook(next, hook);
    }
  }

  private static final class EntryHook extends MethodVisitor {
    private final String hook;

    EntryHook(MethodVisitor next, String hook) {
      super(Opcodes.ASM9, next);
      this.hook = hook;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, SpanMethodVisitor.SPANS, hook, "(Ljava/lang/Thread;)V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(Math.max(maxStack, 1), maxLocals);
    }
  }

  private static final class SleepHook extends MethodVisitor {
    private final Label start = new Label();

    SleepHook(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      sleeping(true);
      super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        sleeping(false);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      Label end = new Label();
      super.visitTryCatchBlock(start, end, end, null);
      super.visitLabel(end);
      super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
      sleeping(false);
      super.visitInsn(Opcodes.ATHROW);
      super.visitMaxs(maxStack + 2, maxLocals);
    }

    private void sleeping(boolean begins) {
      super.visitInsn(begins ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, SpanMethodVisitor.SPANS, "sleeping", "(Z)V", false);
    }
  }
}
