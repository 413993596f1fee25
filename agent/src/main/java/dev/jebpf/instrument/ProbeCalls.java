package dev.jebpf.instrument;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Emits the calls that fire a woven method's USDT probes, each an `invokedynamic` that
/// `JebpfProbes` links.
///
/// Constructors have none, for what their parameters hold behind the call of another constructor is
/// theirs to say; nor has code older than Java 7, which knows no `invokedynamic`.
final class ProbeCalls {
  static final String PROBES = "java/lang/JebpfProbes";

  private static final int FIRST_WITH_INVOKEDYNAMIC = 51;
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          PROBES,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;I)Ljava/lang/invoke/CallSite;",
          false);

  private final ProbeShape shape;
  private final int id;
  private final int firstParameter;
  private final int span;

  private ProbeCalls(ProbeShape shape, int id, int firstParameter, int span) {
    this.shape = shape;
    this.id = id;
    this.firstParameter = firstParameter;
    this.span = span;
  }

  static boolean possible(SpanWeaver.Key key, int version) {
    return !key.name().equals("<init>") && (version & 0xffff) >= FIRST_WITH_INVOKEDYNAMIC;
  }

  /// The calls for a method whose first free local variable has the span.
  static ProbeCalls of(SpanWeaver.Key key, SpanWeaver.Target target, int access) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    return new ProbeCalls(
        ProbeShape.of(key.descriptor()), target.id(), isStatic ? 0 : 1, target.locals());
  }

  void entry(MethodVisitor out) {
    for (ProbeShape.Parameter parameter : shape.parameters()) {
      out.visitVarInsn(parameter.loadOpcode(), firstParameter + parameter.local());
    }
    fire(out, "entry", shape.entry());
  }

  /// The result is on the stack, and stays there.
  void exit(MethodVisitor out) {
    switch (shape.returned()) {
      case "V" -> {}
      case "J" -> out.visitInsn(Opcodes.DUP2);
      default -> out.visitInsn(Opcodes.DUP);
    }
    fire(out, "return", shape.exit());
  }

  /// @param thrown the local variable with the exception
  void thrown(MethodVisitor out, int thrown) {
    out.visitVarInsn(Opcodes.ALOAD, thrown);
    fire(out, "throw", "(Ljava/lang/Throwable;J)V");
  }

  int stack() {
    return shape.stack();
  }

  private void fire(MethodVisitor out, String probe, String descriptor) {
    out.visitVarInsn(Opcodes.LLOAD, span);
    out.visitInvokeDynamicInsn(probe, descriptor, LINK, id);
  }
}
