package dev.jebpf.instrument;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Lets threads tell `JebpfProbes` when they start and end, by calls in methods of
/// `java.lang.Thread` (JDK 25: `java.base/java/lang/Thread.java`): before each call of `start0()`,
/// and on entry of `exit()`, which the JVM calls on a platform thread that ends.
///
/// [VirtualThreadHooks] does the same for virtual threads.
final class ThreadHooks {
  static final String CLASS = "java/lang/Thread";

  private static final String STARTED = "started";
  private static final String ENDED = "ended";

  private final Set<String> placed = new HashSet<>();

  /// The new class file of `Thread`.
  ///
  /// @param silent gets a line for each probe that this JDK has no place for
  byte[] weave(byte[] classFile, Consumer<String> silent) {
    byte[] woven = weave(classFile);
    if (!placed.contains(STARTED)) {
      silent.accept("jebpf:thread__start: no start() of java.lang.Thread calls start0()");
    }
    if (!placed.contains(ENDED)) {
      silent.accept("jebpf:thread__end: java.lang.Thread has no exit()");
    }
    return woven;
  }

  private byte[] weave(byte[] classFile) {
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
            return (access & Access.STATIC) == 0 ? hooked(next, name + descriptor) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  private MethodVisitor hooked(MethodVisitor next, String method) {
    if (method.equals("exit()V")) {
      return new ThreadCall.OnEntry(next, ProbeCalls.PROBES, ENDED, placed);
    }
    return method.startsWith("start(")
        ? new ThreadCall.BeforeCall(next, "start0", ProbeCalls.PROBES, STARTED, placed)
        : next;
  }
}
