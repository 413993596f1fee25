package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tests a loop's condition where the loop is entered and at its end, instead of at its top: the
/// first test is often decided, and the last one is also the jump back.
///
/// Done for headers that do nothing but test, when no value of theirs is used where the paths from
/// the loop's body and from its regular end have met again.
public final class LoopRotation {
  private final Graph graph;
  private final Dominators dominators;

  private LoopRotation(Graph graph) {
    this.graph = graph;
    dominators = new Dominators(graph);
  }

  /// Whether any loop was rotated.
  public static boolean run(Graph graph) {
    Set<Block> done = new HashSet<>();
    boolean any = false;
    boolean changed = true;
    while (changed) {
      changed = false;
      Loops loops = new Loops(graph);
      for (Block header : loops.bodies().keySet()) {
        Set<Block> body = loops.bodies().getOrDefault(header, Set.of());
        if (done.add(header) && new LoopRotation(graph).rotate(header, body, done)) {
          changed = true;
          any = true;
          break;
        }
      }
    }
    return any;
  }

  private boolean rotate(Block header, Set<Block> body, Set<Block> done) {
    if (!header.values().isEmpty()
        || !(header.terminator() instanceof Terminator.Branch branch)
        || header.phis().isEmpty()) {
      return false;
    }
    boolean yesInside = body.contains(branch.yes());
    Block inside = yesInside ? branch.yes() : branch.no();
    Block outside = yesInside ? branch.no() : branch.yes();
    if (inside == header || body.contains(outside) || !body.contains(inside)) {
      return false;
    }
    if (inside.predecessors().size() != 1 || outside.predecessors().size() != 1) {
      return false;
    }
    List<Use> moved = usesAfter(header, inside, outside);
    if (moved == null || !inside.phis().isEmpty() || !outside.phis().isEmpty()) {
      return false;
    }
    for (Block predecessor : header.predecessors()) {
      if (!(predecessor.terminator() instanceof Terminator.Goto)) {
        return false;
      }
    }
    test(header, branch, inside, outside, moved);
    done.add(inside);
    return true;
  }

  /// A use of a header's phi after the loop; the index is that of an input, or -1 for a terminator.
  private record Use(@Nullable Value user, int input, Block block) {}

  /// The uses behind the regular end; null when there is one that both ways reach.
  private @Nullable List<Use> usesAfter(Block header, Block inside, Block outside) {
    Set<Value> phis = new HashSet<>(header.phis());
    List<Use> after = new ArrayList<>();
    for (Block block : dominators.order()) {
      List<Use> uses = uses(block, phis);
      for (Use use : uses) {
        boolean isOwn = use.user() != null && phis.contains(use.user());
        if (dominates(outside, use.block())) {
          after.add(use);
        } else if (!dominates(inside, use.block())
            && !(block == header && (isOwn || use.user() == null))) {
          return null;
        }
      }
    }
    return after;
  }

  private static List<Use> uses(Block block, Set<Value> phis) {
    List<Use> uses = new ArrayList<>();
    for (Value phi : block.phis()) {
      for (int i = 0; i < phi.inputs().size(); i++) {
        if (phis.contains(phi.input(i))) {
          uses.add(new Use(phi, i, block.predecessors().get(i)));
        }
      }
    }
    for (Value value : block.values()) {
      for (int i = 0; i < value.inputs().size(); i++) {
        if (phis.contains(value.input(i))) {
          uses.add(new Use(value, i, block));
        }
      }
    }
    if (block.terminator().inputs().stream().anyMatch(phis::contains)) {
      uses.add(new Use(null, -1, block));
    }
    return uses;
  }

  private boolean dominates(Block dominator, Block block) {
    for (Block b = block; b != null; b = dominators.parent(b)) {
      if (b == dominator) {
        return true;
      }
    }
    return false;
  }

  private void test(
      Block header, Terminator.Branch branch, Block inside, Block outside, List<Use> after) {
    List<Value> phis = List.copyOf(header.phis());
    List<Value> exits = new ArrayList<>();
    for (Value phi : phis) {
      exits.add(graph.value(phi.kind(), new Operation.Phi(), phi.inputs(), phi.position()));
    }
    for (Use use : after) {
      redirect(use, phis, exits);
    }
    inside.predecessors().clear();
    outside.predecessors().clear();
    inside.phis().addAll(phis);
    outside.phis().addAll(exits);
    for (int i = 0; i < header.predecessors().size(); i++) {
      int edge = i;
      Block predecessor = header.predecessors().get(i);
      Value left = at(branch.left(), phis, edge);
      Value right = at(branch.right(), phis, edge);
      predecessor.replaceTerminator(
          new Terminator.Branch(branch.condition(), left, right, branch.yes(), branch.no()));
      predecessor.endsAt(header.end());
      inside.predecessors().add(predecessor);
      outside.predecessors().add(predecessor);
    }
    header.predecessors().clear();
    header.phis().clear();
  }

  private static Value at(Value value, List<Value> phis, int edge) {
    return phis.contains(value) ? value.input(edge) : value;
  }

  private static void redirect(Use use, List<Value> phis, List<Value> exits) {
    if (use.user() != null) {
      int index = phis.indexOf(use.user().input(use.input()));
      use.user().inputs().set(use.input(), exits.get(index));
      return;
    }
    Replacement replacement = new Replacement();
    for (int i = 0; i < phis.size(); i++) {
      replacement.put(phis.get(i), exits.get(i));
    }
    replacement.end(use.block());
  }
}
