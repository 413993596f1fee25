package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import java.util.List;

/// The methods of [dev.jebpf.lang.Context].
final class ContextCalls {
  private final GraphBuilder builder;

  private final boolean typed;

  ContextCalls(GraphBuilder builder, Environment environment) {
    this.builder = builder;
    this.typed =
        switch (environment.arguments()) {
          case Arguments.Typed _, Arguments.Trampoline _ -> true;
          case Arguments.Raw _, Arguments.View _, Arguments.None _, Arguments.Registers _ -> false;
        };
  }

  /// Does a call.
  ///
  /// @param arguments with the context first
  Value call(String name, List<Value> arguments) {
    Value context = arguments.getFirst();
    return switch (name) {
      case "read" -> read(context, constant(arguments.get(1)), constant(arguments.get(2)));
      case "address" -> builder.add(Kind.LONG, new Operation.Offset(0), context);
      default -> throw new UnsupportedCode("Context." + name + " is unknown to this compiler");
    };
  }

  private static int constant(Value value) {
    return (int)
        value
            .constant()
            .orElseThrow(
                () -> new UnsupportedCode("offset and width of a context's word are constants"));
  }

  private Value read(Value context, int offset, int bytes) {
    if (Integer.bitCount(bytes) != 1 || bytes > Long.BYTES || offset < 0 || offset % bytes != 0) {
      throw new UnsupportedCode(
          "a context's word at offset=" + offset + " of bytes=" + bytes + "; it must be aligned");
    }
    if (bytes == Long.BYTES && !typed) {
      return builder.add(Kind.LONG, new Operation.ContextLoad(offset), context);
    }
    Operation load = new Operation.Load(Size.of(bytes), false, offset, memory(bytes));
    return bytes == Long.BYTES
        ? builder.add(Kind.LONG, load, context)
        : builder.convert(Conversion.UNSIGNED_INT_TO_LONG, builder.add(Kind.INT, load, context));
  }

  /// Where the verifier knows pointers, any word may be one.
  private static Operation.Memory memory(int bytes) {
    return bytes == Long.BYTES ? Operation.Memory.KERNEL_POINTER : Operation.Memory.SHARED;
  }
}
