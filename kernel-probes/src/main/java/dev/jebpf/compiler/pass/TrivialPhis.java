package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes phis all of whose inputs are one value, themselves aside.
public final class TrivialPhis {
  private TrivialPhis() {}

  /// Whether any phi went away.
  public static boolean run(Graph graph) {
    boolean any = false;
    boolean changed = true;
    List<Block> order = graph.order();
    while (changed) {
      Replacement replacement = new Replacement();
      for (Block block : order) {
        for (Value phi : block.phis()) {
          Value only = only(phi, replacement);
          if (only != null) {
            replacement.put(phi, only);
          }
        }
      }
      changed = !replacement.isEmpty();
      any |= changed;
      replacement.apply(graph);
    }
    return any;
  }

  private static @Nullable Value only(Value phi, Replacement replacement) {
    Set<Value> distinct = new HashSet<>();
    for (Value input : phi.inputs()) {
      Value value = replacement.of(input);
      if (value != phi && !(value.operation() instanceof Operation.Undefined)) {
        distinct.add(value);
      }
    }
    return distinct.size() == 1 ? distinct.iterator().next() : null;
  }
}
