package dev.jebpf.instrument;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Rewrites methods of a class so that each call of them is a span; every other byte stays as it
/// is.
final class SpanWeaver {
  /// A method by name and descriptor, which together are unique in a class.
  record Key(String name, String descriptor) {}

  /// What to weave into a method.
  ///
  /// @param id the method's number in the calls of `JebpfSpans`
  /// @param locals slots of local variables the method has already
  /// @param probes whether it has USDT probes, too
  record Target(int id, int locals, boolean probes) {}

  private final byte[] classFile;
  private final Map<Key, Target> targets;
  private final Map<Key, String> leftOut = new HashMap<>();

  SpanWeaver(byte[] classFile, Map<Key, Target> targets) {
    this.classFile = classFile;
    this.targets = new HashMap<>(targets);
  }

  /// The new class file; null when nothing could be woven.
  byte @Nullable [] weave() {
    while (!targets.isEmpty()) {
      try {
        return rewrite();
      } catch (UnweavableMethodException e) {
        leaveOut(e.key(), e.getMessage());
      } catch (MethodTooLargeException e) {
        leaveOut(
            new Key(e.getMethodName(), e.getDescriptor()), "would be larger than the JVM allows");
      }
    }
    return null;
  }

  /// The methods that couldn't be woven after all, and why.
  Map<Key, String> leftOut() {
    return leftOut;
  }

  private void leaveOut(Key key, @Nullable String reason) {
    if (targets.remove(key) == null) {
      throw new IllegalStateException(key + ": " + reason);
    }
    leftOut.put(key, String.valueOf(reason));
  }

  private byte[] rewrite() {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Adapter(writer, ClassBytes.u2(classFile, 6)), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private final class Adapter extends ClassVisitor {
    private final int version;

    private @Nullable ProbeCalls probes(Key key, Target target, int access) {
      return target.probes() && ProbeCalls.possible(key, version)
          ? ProbeCalls.of(key, target, access)
          : null;
    }

    Adapter(ClassWriter writer, int version) {
      super(Opcodes.ASM9, writer);
      this.version = version;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      Key key = new Key(name, descriptor);
      Target target = targets.get(key);
      return target == null
          ? next
          : new SpanMethodVisitor(next, key, target, version, probes(key, target, access));
    }
  }
}
