package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Conversion;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import java.util.List;

/// Loads ints that are later widened with their sign, where the instruction set can (v4).
public final class SignedLoads {
  private SignedLoads() {}

  public static void run(Graph graph) {
    Uses uses = new Uses(graph);
    for (Block block : graph.order()) {
      for (Value value : block.values()) {
        if (value.operation()
                instanceof Operation.Load(Size size, boolean signed, int offset, var memory)
            && size == Size.WORD
            && !signed
            && value.kind() == Kind.INT
            && widened(uses, value, Conversion.INT_TO_LONG)
            && !widened(uses, value, Conversion.UNSIGNED_INT_TO_LONG)) {
          value.become(new Operation.Load(size, true, offset, memory), List.of(value.input(0)));
        }
      }
    }
  }

  private static boolean widened(Uses uses, Value value, Conversion how) {
    return uses.users(value).stream()
        .anyMatch(u -> u.operation() instanceof Operation.Convert(Conversion c) && c == how);
  }
}
