package dev.jebpf.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Puts calls into methods of one of the JDK's own classes.
@FunctionalInterface
interface MethodHooks {
  /// What visits a method instead of `next`: `next` itself, or a visitor before it.
  ///
  /// @param method name and descriptor
  MethodVisitor hooked(MethodVisitor next, int access, String method);

  /// The new class file. Hooks see to stack sizes and frames themselves.
  default byte[] weave(byte[] classFile) {
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
            return hooked(next, access, name + descriptor);
          }
        },
        0);
    return writer.toByteArray();
  }
}
