package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which blocks every path to a block goes through (Cooper, Harvey and Kennedy, 2001).
final class Dominators {
  private final List<Block> order;
  private final Map<Block, Integer> place = new HashMap<>();
  private final int[] parent;

  Dominators(Graph graph) {
    order = graph.order();
    for (Block block : order) {
      place.put(block, place.size());
    }
    parent = new int[order.size()];
    Arrays.fill(parent, -1);
    parent[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = 1; b < parent.length; b++) {
        int best = -1;
        for (Block predecessor : order.get(b).predecessors()) {
          int p = place(predecessor);
          if (parent[p] >= 0) {
            best = best < 0 ? p : meet(best, p);
          }
        }
        changed |= parent[b] != best;
        parent[b] = best;
      }
    }
  }

  private int place(Block block) {
    Integer found = place.get(block);
    if (found == null) {
      throw new IllegalStateException("unreachable block " + block);
    }
    return found;
  }

  private int meet(int a, int b) {
    int x = a;
    int y = b;
    while (x != y) {
      while (x > y) {
        x = parent[x];
      }
      while (y > x) {
        y = parent[y];
      }
    }
    return x;
  }

  /// The blocks in reverse postorder.
  List<Block> order() {
    return order;
  }

  /// The nearest block other than itself that dominates the block; null for the entry.
  @Nullable Block parent(Block block) {
    int b = place(block);
    return b == 0 ? null : order.get(parent[b]);
  }

  /// The nearest block that dominates both, perhaps one of them.
  Block common(Block a, Block b) {
    return order.get(meet(place(a), place(b)));
  }
}
