package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// Removes values that no effect and no branch needs, cycles of phis included.
public final class DeadCode {
  private DeadCode() {}

  /// Whether any value went away.
  public static boolean run(Graph graph) {
    BitSet live = new BitSet();
    Deque<Value> work = new ArrayDeque<>();
    List<Block> order = graph.order();
    for (Block block : order) {
      work.addAll(block.terminator().inputs());
      block.values().stream().filter(v -> v.operation().hasEffect()).forEach(work::add);
    }
    while (!work.isEmpty()) {
      Value value = work.remove();
      if (!live.get(value.id())) {
        live.set(value.id());
        work.addAll(value.inputs());
      }
    }
    boolean changed = false;
    for (Block block : order) {
      changed |= block.phis().removeIf(v -> !live.get(v.id()));
      changed |= block.values().removeIf(v -> !live.get(v.id()));
    }
    return changed;
  }
}
