package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Who uses each value.
public final class Uses {
  private final IdentityHashMap<Value, List<Value>> users = new IdentityHashMap<>();
  private final int[] counts;

  public Uses(Graph graph) {
    counts = new int[graph.valueCount()];
    for (Block block : graph.order()) {
      block.phis().forEach(this::add);
      block.values().forEach(this::add);
      block.terminator().inputs().forEach(input -> counts[input.id()]++);
    }
  }

  private void add(Value user) {
    for (Value input : user.inputs()) {
      counts[input.id()]++;
      users.computeIfAbsent(input, _ -> new ArrayList<>()).add(user);
    }
  }

  /// How often the value is used, by terminators too.
  public int count(Value value) {
    return counts[value.id()];
  }

  /// The values that use it.
  public List<Value> users(Value value) {
    List<Value> found = users.get(value);
    return found == null ? List.of() : found;
  }
}
