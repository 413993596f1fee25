package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes what depends on nothing but its inputs once, where one block dominates the other.
public final class ValueNumbering {
  private record Key(Operation operation, Kind kind, List<Value> inputs) {}

  private final Dominators dominators;
  private final Map<Block, Map<Key, Value>> known = new HashMap<>();
  private final Replacement replacement = new Replacement();

  private ValueNumbering(Graph graph) {
    dominators = new Dominators(graph);
  }

  /// Whether any value went away.
  public static boolean run(Graph graph) {
    ValueNumbering pass = new ValueNumbering(graph);
    pass.dominators.order().forEach(pass::number);
    pass.replacement.apply(graph);
    return !pass.replacement.isEmpty();
  }

  private void number(Block block) {
    Map<Key, Value> mine = new HashMap<>();
    known.put(block, mine);
    for (Value value : block.values()) {
      value.inputs().replaceAll(replacement::of);
      if (!value.operation().pure()) {
        continue;
      }
      Key key = new Key(value.operation(), value.kind(), List.copyOf(value.inputs()));
      Value before = find(block, key);
      if (before == null) {
        mine.put(key, value);
      } else {
        replacement.put(value, before);
      }
    }
  }

  private @Nullable Value find(Block block, Key key) {
    for (Block b = block; b != null; b = dominators.parent(b)) {
      Map<Key, Value> values = known.get(b);
      Value value = values == null ? null : values.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
