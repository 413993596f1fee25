package dev.jebpf.instrument;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// Weaves a span around the body of a method:
///
/// ```java
/// long token = JebpfSpans.enter(id);
/// try {
///   ... the body; before each return: JebpfSpans.exit(token, id, null); ...
/// } catch (Throwable thrown) {
///   JebpfSpans.exit(token, id, thrown);
///   throw thrown;
/// }
/// ```
///
/// The token gets the first free local variable, so nothing moves, and every stack map frame from
/// there on gets that one `long` more. The handler needs nothing else, so its frame has no other
/// variable and never has to merge types. In a constructor the span begins behind the call of
/// another constructor: before it `this` can't be in a protected range.
final class SpanMethodVisitor extends MethodVisitor {
  static final String SPANS = "java/lang/JebpfSpans";

  /// Stack slots for the arguments of `exit`.
  private static final int EXIT_ARGUMENTS = 4;

  /// The first class-file version that may have stack map frames.
  private static final int FIRST_WITH_FRAMES = 50;

  private final SpanWeaver.Key key;
  private final int id;
  private final int token;
  private final boolean constructor;
  private final boolean frames;
  private final @Nullable ProbeCalls probes;
  private final Label start = new Label();
  private boolean began;
  private int unfinishedNews;
  private int firstLine;

  /// @param probes what fires the method's USDT probes; null for none
  SpanMethodVisitor(
      MethodVisitor next,
      SpanWeaver.Key key,
      SpanWeaver.Target target,
      int version,
      @Nullable ProbeCalls probes) {
    super(Opcodes.ASM9, next);
    this.key = key;
    this.id = target.id();
    this.token = target.locals();
    this.constructor = key.name().equals("<init>");
    this.frames = version >= FIRST_WITH_FRAMES;
    this.probes = probes;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (!constructor) {
      begin();
    }
  }

  private void begin() {
    began = true;
    pushId();
    super.visitMethodInsn(Opcodes.INVOKESTATIC, SPANS, "enter", "(I)J", false);
    super.visitVarInsn(Opcodes.LSTORE, token);
    super.visitLabel(start);
    if (probes != null) {
      probes.entry(mv);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    if (constructor && opcode == Opcodes.NEW) {
      unfinishedNews++;
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (constructor && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      unfinishedNews--;
      if (unfinishedNews < 0) {
        unfinishedNews = 0;
        requireFirst();
        begin();
      }
    }
  }

  private void requireFirst() {
    if (began) {
      throw new UnweavableMethodException(key, "calls another constructor in more than one place");
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      if (!began) {
        throw new UnweavableMethodException(key, "returns before it calls another constructor");
      }
      if (probes != null) {
        probes.exit(mv);
      }
      super.visitVarInsn(Opcodes.LLOAD, token);
      pushId();
      super.visitInsn(Opcodes.ACONST_NULL);
      exit();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitLineNumber(int line, Label at) {
    super.visitLineNumber(line, at);
    if (firstLine == 0) {
      firstLine = line;
    }
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] locals,
      int stackCount,
      Object @Nullable [] stack) {
    if (!began || locals == null) {
      super.visitFrame(type, localCount, locals, stackCount, stack);
      return;
    }
    int slots = 0;
    for (int i = 0; i < localCount; i++) {
      if (locals[i] == Opcodes.UNINITIALIZED_THIS) {
        throw new UnweavableMethodException(key, "is not in the order of its execution");
      }
      boolean wide = locals[i] == Opcodes.LONG || locals[i] == Opcodes.DOUBLE;
      slots += wide ? 2 : 1;
    }
    int padding = token - slots;
    Object[] extended = Arrays.copyOf(locals, localCount + padding + 1);
    Arrays.fill(extended, localCount, localCount + padding, Opcodes.TOP);
    extended[localCount + padding] = Opcodes.LONG;
    super.visitFrame(type, extended.length, extended, stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (!began) {
      throw new UnweavableMethodException(key, "never calls another constructor");
    }
    Label end = new Label();
    super.visitTryCatchBlock(start, end, end, null);
    super.visitLabel(end);
    if (firstLine > 0) {
      super.visitLineNumber(firstLine, end);
    }
    if (frames) {
      Object[] locals = new Object[token + 1];
      Arrays.fill(locals, 0, token, Opcodes.TOP);
      locals[token] = Opcodes.LONG;
      super.visitFrame(
          Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    int thrown = token + 2;
    super.visitVarInsn(Opcodes.ASTORE, thrown);
    if (probes != null) {
      probes.thrown(mv, thrown);
    }
    super.visitVarInsn(Opcodes.LLOAD, token);
    pushId();
    super.visitVarInsn(Opcodes.ALOAD, thrown);
    exit();
    super.visitVarInsn(Opcodes.ALOAD, thrown);
    super.visitInsn(Opcodes.ATHROW);
    int calls = Math.max(EXIT_ARGUMENTS, probes == null ? 0 : probes.stack());
    super.visitMaxs(maxStack + calls, Math.max(maxLocals, thrown + 1));
  }

  private void exit() {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, SPANS, "exit", "(JILjava/lang/Throwable;)V", false);
  }

  private void pushId() {
    if (id <= Byte.MAX_VALUE) {
      super.visitIntInsn(Opcodes.BIPUSH, id);
    } else if (id <= Short.MAX_VALUE) {
      super.visitIntInsn(Opcodes.SIPUSH, id);
    } else {
      super.visitLdcInsn(id);
    }
  }
}
