package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Value;

/// Simplifies every value again, now that other passes may have made its inputs constant.
public final class Folding {
  private Folding() {}

  /// Whether any value went away.
  public static boolean run(Graph graph) {
    Simplifier simplifier = new Simplifier(graph);
    Replacement replacement = new Replacement();
    for (Block block : graph.order()) {
      for (Value value : block.values()) {
        value.inputs().replaceAll(replacement::of);
        Value simple = simplifier.simplify(value);
        if (simple != value) {
          replacement.put(value, simple);
        }
      }
    }
    replacement.apply(graph);
    return !replacement.isEmpty();
  }
}
