package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Moves what depends on nothing but its inputs down to the branches that need it, never into a
/// loop: a program leaves early for most events, and should not have prepared for more.
public final class Sinking {
  private final Dominators dominators;
  private final Loops loops;
  private final Map<Block, Integer> depths = new HashMap<>();

  /// The block that all uses of a value lie below.
  private final IdentityHashMap<Value, Block> needed = new IdentityHashMap<>();

  private Sinking(Graph graph) {
    dominators = new Dominators(graph);
    loops = new Loops(graph);
    dominators.order().forEach(block -> depths.put(block, loops.depth(block)));
  }

  public static void run(Graph graph) {
    new Sinking(graph).sink();
  }

  private void sink() {
    needForPhis();
    for (Block block : dominators.order().reversed()) {
      block.terminator().inputs().forEach(input -> need(input, block));
      List<Value> values = block.values();
      for (int i = values.size() - 1; i >= 0; i--) {
        Value value = values.get(i);
        Block target = movable(value) ? target(value, block) : block;
        if (target != block || standsAlone(value)) {
          values.remove(i);
          insert(value, target);
        }
        value.inputs().forEach(input -> need(input, target));
      }
    }
  }

  /// A loop's phis come before the values that go round.
  private void needForPhis() {
    for (Block block : dominators.order()) {
      for (Value phi : block.phis()) {
        for (int i = 0; i < phi.inputs().size(); i++) {
          need(phi.input(i), block.predecessors().get(i));
        }
      }
    }
  }

  private static boolean movable(Value value) {
    return value.operation().pure()
        && !(value.operation() instanceof Operation.Context)
        && !(value.operation() instanceof Operation.PlainNumber);
  }

  /// Whether nothing stays alive longer when the value is computed later in its block.
  private static boolean standsAlone(Value value) {
    return movable(value) && value.inputs().isEmpty();
  }

  private void need(Value value, Block block) {
    needed.merge(value, block, dominators::common);
  }

  /// The lowest block on the way to the uses that lies in no deeper loop.
  private Block target(Value value, Block from) {
    Block target = needed.getOrDefault(value, from);
    int depth = depths.getOrDefault(from, 0);
    @Nullable Block best = target;
    while (best != null && best != from && depths.getOrDefault(best, 0) > depth) {
      best = dominators.parent(best);
    }
    return best == null ? from : best;
  }

  /// Puts the value before its first use in the block, or at its end.
  private static void insert(Value value, Block block) {
    List<Value> values = block.values();
    int place = 0;
    while (place < values.size() && !values.get(place).inputs().contains(value)) {
      place++;
    }
    values.add(place, value);
  }
}
