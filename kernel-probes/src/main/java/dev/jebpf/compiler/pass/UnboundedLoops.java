package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives loops that do not count to a constant a `may_goto` on the way back: the verifier accepts
/// them then, and the kernel ends the program, with result 0, should one run too long (minimum
/// kernel 6.9; some 8 million rounds).
public final class UnboundedLoops {
  private final Graph graph;

  private UnboundedLoops(Graph graph) {
    this.graph = graph;
  }

  public static void run(Graph graph) {
    UnboundedLoops pass = new UnboundedLoops(graph);
    for (Map.Entry<Block, Set<Block>> loop : new Loops(graph).bodies().entrySet()) {
      if (!pass.counts(loop.getValue())) {
        pass.bound(loop.getKey(), loop.getValue());
      }
    }
  }

  /// Whether an exit of the loop compares a counter with a constant.
  private boolean counts(Set<Block> body) {
    return body.stream()
        .anyMatch(
            block ->
                block.terminator() instanceof Terminator.Branch branch
                    && !body.containsAll(block.successors())
                    && branch.right().isConstant()
                    && isCounter(branch.left()));
  }

  private static boolean isCounter(Value value) {
    if (isStep(value) && value.input(0).isPhi()) {
      return isCounter(value.input(0));
    }
    return value.isPhi()
        && value.inputs().stream().anyMatch(Value::isConstant)
        && value.inputs().stream()
            .allMatch(i -> i.isConstant() || (isStep(i) && i.input(0) == value));
  }

  private static boolean isStep(Value value) {
    return value.operation() instanceof Operation.Binary(Arithmetic op)
        && op == Arithmetic.ADD
        && value.input(1).isConstant();
  }

  private void bound(Block header, Set<Block> body) {
    for (Block latch : List.copyOf(header.predecessors())) {
      if (body.contains(latch)) {
        Block out = graph.block(latch.end());
        out.end(new Terminator.Return(graph.constant(Kind.INT, 0)), latch.end());
        Block back = graph.block(latch.end());
        latch.replaceTerminator(latch.terminator().retarget(header, back));
        back.predecessors().add(latch);
        back.replaceTerminator(new Terminator.MayGoto(out, header));
        out.predecessors().add(back);
        header.predecessors().replaceAll(p -> p == latch ? back : p);
      }
    }
  }
}
