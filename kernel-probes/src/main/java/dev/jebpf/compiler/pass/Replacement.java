package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Terminator;
import dev.jebpf.compiler.ir.Value;
import java.util.IdentityHashMap;
import java.util.List;

/// Values that stand for others, put in their place all at once.
final class Replacement {
  private final IdentityHashMap<Value, Value> replacements = new IdentityHashMap<>();

  void put(Value old, Value replacement) {
    replacements.put(old, replacement);
  }

  boolean isEmpty() {
    return replacements.isEmpty();
  }

  boolean contains(Value value) {
    return replacements.containsKey(value);
  }

  /// What finally stands for the value.
  Value of(Value value) {
    Value result = value;
    for (Value next = replacements.get(result); next != null; next = replacements.get(result)) {
      result = next;
    }
    return result;
  }

  /// Replaces every use and takes the replaced values out of their blocks.
  void apply(Graph graph) {
    if (isEmpty()) {
      return;
    }
    for (Block block : graph.order()) {
      block.phis().removeIf(this::contains);
      block.values().removeIf(this::contains);
      block.phis().forEach(this::inputs);
      block.values().forEach(this::inputs);
      block.replaceTerminator(terminator(block.terminator()));
    }
  }

  /// Replaces the uses of a block's end only.
  void end(Block block) {
    block.replaceTerminator(terminator(block.terminator()));
  }

  private void inputs(Value value) {
    List<Value> inputs = value.inputs();
    inputs.replaceAll(this::of);
  }

  private Terminator terminator(Terminator terminator) {
    return switch (terminator) {
      case Terminator.Branch(var condition, Value left, Value right, Block yes, Block no) ->
          new Terminator.Branch(condition, of(left), of(right), yes, no);
      case Terminator.Return(Value result) -> new Terminator.Return(of(result));
      case Terminator.Goto _, Terminator.MayGoto _ -> terminator;
    };
  }
}
