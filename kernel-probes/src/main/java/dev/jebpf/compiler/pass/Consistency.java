package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks what every pass relies on and must leave behind; run where assertions are enabled.
final class Consistency {
  private final Graph graph;
  private final Dominators dominators;
  private final Map<Value, Block> homes = new HashMap<>();

  private Consistency(Graph graph) {
    this.graph = graph;
    dominators = new Dominators(graph);
  }

  /// Always true.
  ///
  /// @param after the pass that ran last
  /// @throws IllegalStateException when edges, phis or definitions do not fit together
  static boolean check(Graph graph, String after) {
    try {
      new Consistency(graph).check();
    } catch (IllegalStateException e) {
      throw new IllegalStateException("after " + after + ": " + e.getMessage(), e);
    }
    return true;
  }

  private void check() {
    for (Block block : dominators.order()) {
      block.phis().forEach(v -> homes.put(v, block));
      block.values().forEach(v -> homes.put(v, block));
    }
    for (Block block : dominators.order()) {
      checkEdges(block);
      Set<Value> above = new HashSet<>(block.phis());
      for (Value value : block.values()) {
        value.inputs().forEach(input -> checkUse(input, block, above, value.definition()));
        above.add(value);
      }
      for (Value input : block.terminator().inputs()) {
        checkUse(input, block, above, block.terminator().toString());
      }
    }
  }

  private void checkEdges(Block block) {
    List<Block> predecessors = block.predecessors();
    for (Block successor : block.successors()) {
      require(successor.predecessors().contains(block), successor + " does not know " + block);
    }
    for (Block predecessor : predecessors) {
      require(predecessor.successors().contains(block), predecessor + " does not lead to " + block);
    }
    for (Value phi : block.phis()) {
      require(phi.inputs().size() == predecessors.size(), phi.definition() + " in " + block);
      for (int i = 0; i < predecessors.size(); i++) {
        Block predecessor = predecessors.get(i);
        Set<Value> above = new HashSet<>(predecessor.phis());
        above.addAll(predecessor.values());
        checkUse(phi.input(i), predecessor, above, phi.definition());
      }
    }
  }

  private void checkUse(Value value, Block block, Set<Value> above, String user) {
    if (value.isFloating()) {
      return;
    }
    Block home = homes.get(value);
    require(home != null, value + " stands nowhere, used by " + user);
    if (home == block) {
      require(above.contains(value), value + " stands below its use by " + user);
      return;
    }
    for (Block b = dominators.parent(block); b != null; b = dominators.parent(b)) {
      if (b == home) {
        return;
      }
    }
    throw new IllegalStateException(
        value.definition()
            + " in "
            + home
            + " does not dominate its use in "
            + block
            + " by "
            + user
            + "\n"
            + graph.listing());
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalStateException(problem + "\n" + graph.listing());
    }
  }
}
