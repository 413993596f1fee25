package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.ir.Graph;

/// The order of the passes.
public final class Passes {
  private Passes() {}

  /// Simplifies a graph as the front end built it and prepares it for selection.
  public static void run(Graph graph, Target target) {
    settle(graph);
    if (LoopRotation.run(graph)) {
      assert Consistency.check(graph, "LoopRotation");
      settle(graph);
    }
    Sinking.run(graph);
    assert Consistency.check(graph, "Sinking");
    if (target.v4()) {
      SignedLoads.run(graph);
    }
    PointerNumbers.run(graph);
    if (target.mayGoto()) {
      UnboundedLoops.run(graph);
      assert Consistency.check(graph, "UnboundedLoops");
    }
    Blocks.splitEdges(graph);
    assert Consistency.check(graph, "splitting edges");
  }

  private static void settle(Graph graph) {
    boolean changed = true;
    while (changed) {
      changed = Blocks.run(graph);
      assert Consistency.check(graph, "Blocks");
      changed |= TrivialPhis.run(graph);
      assert Consistency.check(graph, "TrivialPhis");
      changed |= Folding.run(graph);
      assert Consistency.check(graph, "Folding");
      changed |= DeadCode.run(graph);
      assert Consistency.check(graph, "DeadCode");
      changed |= ValueNumbering.run(graph);
      assert Consistency.check(graph, "ValueNumbering");
      changed |= LoadElimination.run(graph);
      assert Consistency.check(graph, "LoadElimination");
      changed |= DominatedConditions.run(graph);
    }
  }
}
