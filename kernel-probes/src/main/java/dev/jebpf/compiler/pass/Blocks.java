package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tidies the control flow: drops unreachable blocks, decided branches and empty blocks, joins
/// blocks that always follow one another.
public final class Blocks {
  private Blocks() {}

  /// Whether anything changed.
  public static boolean run(Graph graph) {
    boolean any = false;
    boolean changed = true;
    while (changed) {
      changed = decide(graph);
      dropUnreachable(graph);
      changed |= skipEmpty(graph);
      changed |= join(graph);
      any |= changed;
    }
    return any;
  }

  private static boolean decide(Graph graph) {
    boolean changed = false;
    for (Block block : graph.order()) {
      if (block.terminator()
          instanceof
          Terminator.Branch(var condition, Value left, Value right, Block yes, Block no)) {
        if (yes == no) {
          if (yes.phis().isEmpty()) {
            yes.removePredecessor(block);
            block.replaceTerminator(new Terminator.Goto(yes));
            changed = true;
          }
          continue;
        }
        var outcome = Conditions.evaluate(condition, left, right);
        if (outcome.isPresent()) {
          (outcome.get() ? no : yes).removePredecessor(block);
          block.replaceTerminator(new Terminator.Goto(outcome.get() ? yes : no));
          changed = true;
        }
      }
    }
    return changed;
  }

  private static void dropUnreachable(Graph graph) {
    List<Block> order = graph.order();
    Set<Block> reachable = new HashSet<>(order);
    for (Block block : order) {
      for (Block predecessor : List.copyOf(block.predecessors())) {
        if (!reachable.contains(predecessor)) {
          block.removePredecessor(predecessor);
        }
      }
    }
  }

  private static boolean skipEmpty(Graph graph) {
    boolean changed = false;
    for (Block block : graph.order()) {
      if (block != graph.entry()
          && block.phis().isEmpty()
          && block.values().isEmpty()
          && block.terminator() instanceof Terminator.Goto(Block target)
          && target != block
          && canSkip(block, target)) {
        skip(block, target);
        changed = true;
      }
    }
    return changed;
  }

  /// With phis in the target, each edge to it must stay a different block.
  private static boolean canSkip(Block block, Block target) {
    if (block.predecessors().isEmpty()) {
      return false;
    }
    if (target.phis().isEmpty()) {
      return true;
    }
    return block.predecessors().size() == 1
        && !target.predecessors().contains(block.predecessors().getFirst());
  }

  private static void skip(Block block, Block target) {
    int place = target.predecessors().indexOf(block);
    for (Block predecessor : List.copyOf(block.predecessors())) {
      predecessor.replaceTerminator(predecessor.terminator().retarget(block, target));
      if (target.phis().isEmpty()) {
        target.predecessors().add(predecessor);
      } else {
        target.predecessors().set(place, predecessor);
      }
    }
    if (target.phis().isEmpty()) {
      target.predecessors().remove(block);
    }
    block.predecessors().clear();
  }

  private static boolean join(Graph graph) {
    boolean changed = false;
    for (Block block : graph.order()) {
      while (block.terminator() instanceof Terminator.Goto(Block next)
          && next.predecessors().size() == 1
          && next != block
          && next != graph.entry()) {
        append(graph, block, next);
        changed = true;
      }
    }
    return changed;
  }

  private static void append(Graph graph, Block block, Block next) {
    Replacement replacement = new Replacement();
    next.phis().forEach(phi -> replacement.put(phi, phi.input(0)));
    next.phis().clear();
    block.values().addAll(next.values());
    next.values().clear();
    block.replaceTerminator(next.terminator());
    block.endsAt(next.end());
    for (Block successor : next.successors()) {
      successor.predecessors().replaceAll(p -> p == next ? block : p);
    }
    next.predecessors().clear();
    replacement.apply(graph);
  }

  /// Gives every edge from a block with several ways on to a block with phis a block of its own,
  /// for the copies that phis become.
  public static void splitEdges(Graph graph) {
    for (Block block : graph.order()) {
      if (block.phis().isEmpty()) {
        continue;
      }
      List<Block> predecessors = block.predecessors();
      for (int i = 0; i < predecessors.size(); i++) {
        Block predecessor = predecessors.get(i);
        if (predecessor.successors().size() > 1) {
          Block between = graph.block(predecessor.end());
          predecessor.replaceTerminator(predecessor.terminator().retarget(block, between));
          between.predecessors().add(predecessor);
          between.replaceTerminator(new Terminator.Goto(block));
          predecessors.set(i, between);
        }
      }
    }
  }
}
