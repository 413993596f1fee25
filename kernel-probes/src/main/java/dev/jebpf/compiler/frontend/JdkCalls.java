package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/// The few methods of the JDK that are single instructions or constants; the others (`Math.max`,
/// `Long.compare`, ...) are inlined from their own class files.
final class JdkCalls {
  private final GraphBuilder builder;

  JdkCalls(GraphBuilder builder) {
    this.builder = builder;
  }

  /// Does the call if it is one of these.
  boolean call(State state, MethodInsnNode call, List<Value> arguments) {
    if (!call.owner.startsWith("java/")
        && !(call.name.equals("ordinal") && call.desc.equals("()I"))) {
      return false;
    }
    switch (call.name + call.desc) {
      case "reverseBytes(S)S" -> {
        Value swapped = builder.convert(Conversion.SWAP_HALF, arguments.getFirst());
        state.push(builder.convert(Conversion.TO_SHORT, swapped));
      }
      case "reverseBytes(C)C" ->
          state.push(builder.convert(Conversion.SWAP_HALF, arguments.getFirst()));
      case "reverseBytes(I)I" ->
          state.push(builder.convert(Conversion.SWAP_INT, arguments.getFirst()));
      case "reverseBytes(J)J" ->
          state.push(builder.convert(Conversion.SWAP_LONG, arguments.getFirst()));
      case "divideUnsigned(II)I", "divideUnsigned(JJ)J" ->
          divide(state, Arithmetic.UDIV, arguments);
      case "remainderUnsigned(II)I", "remainderUnsigned(JJ)J" ->
          divide(state, Arithmetic.UREM, arguments);
      case "requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;" ->
          state.push(arguments.getFirst());
      case "ordinal()I" -> {
        return ordinal(state, arguments.getFirst());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void divide(State state, Arithmetic op, List<Value> arguments) {
    builder.abortIfZero(arguments.get(1));
    if (builder.reachable()) {
      Kind kind = arguments.get(0).kind();
      state.push(builder.binary(kind, op, arguments.get(0), arguments.get(1)));
    }
  }

  @SuppressWarnings("EnumOrdinal") // what the program itself asks for
  private boolean ordinal(State state, Value value) {
    if (value.operation() instanceof Operation.ConstantObject(Object object)
        && object instanceof Enum<?> constant) {
      state.push(builder.integer(constant.ordinal()));
      return true;
    }
    return false;
  }
}
