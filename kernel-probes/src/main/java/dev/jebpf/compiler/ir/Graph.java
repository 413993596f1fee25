package dev.jebpf.compiler.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One program: its blocks, and the values that stand in none.
public final class Graph {
  private record ConstantKey(Kind kind, long value) {}

  private final Map<ConstantKey, Value> constants = new HashMap<>();
  private final IdentityHashMap<Object, Value> objects = new IdentityHashMap<>();
  private final Value undefined;
  private final Value context;
  private final Block entry;
  private int values;
  private int blocks;
  private int frameBytes;

  /// An empty program.
  ///
  /// @param position of its entry
  public Graph(Position position) {
    undefined = value(Kind.NOTHING, new Operation.Undefined(), List.of(), position);
    context = value(Kind.POINTER, new Operation.Context(), List.of(), position);
    entry = block(position);
    entry.values().add(context);
  }

  public Block entry() {
    return entry;
  }

  /// The program's context.
  public Value context() {
    return context;
  }

  public Value undefined() {
    return undefined;
  }

  /// More than the id of any value.
  public int valueCount() {
    return values;
  }

  /// More than the id of any block.
  public int blockCount() {
    return blocks;
  }

  /// Takes bytes of the stack frame, for good.
  ///
  /// @return their negative offset from the frame pointer, a multiple of 8
  public int reserveFrame(int bytes) {
    frameBytes += (bytes + 7) & -8;
    return -frameBytes;
  }

  /// Bytes of the stack frame that are taken.
  public int frameBytes() {
    return frameBytes;
  }

  /// A new open block.
  public Block block(Position position) {
    return new Block(blocks++, position);
  }

  /// A new value, in no block yet.
  public Value value(Kind kind, Operation operation, List<Value> inputs, Position position) {
    return new Value(values++, kind, operation, inputs, position);
  }

  /// The one value for a number; ints must come sign-extended.
  public Value constant(Kind kind, long value) {
    return constants.computeIfAbsent(
        new ConstantKey(kind, value),
        key ->
            value(
                key.kind(), new Operation.Constant(key.value()), List.of(), undefined.position()));
  }

  /// The one value for an object.
  public Value object(Object object) {
    return objects.computeIfAbsent(
        object,
        o -> value(Kind.OBJECT, new Operation.ConstantObject(o), List.of(), undefined.position()));
  }

  /// The reachable blocks in reverse postorder: every block after its predecessors, back edges
  /// aside; the first successor of a branch is visited last and so follows later.
  public List<Block> order() {
    List<Block> postorder = new ArrayList<>();
    Set<Block> seen = new HashSet<>(Set.of(entry));
    Deque<Block> path = new ArrayDeque<>(List.of(entry));
    Deque<Iterator<Block>> rest = new ArrayDeque<>(List.of(entry.successors().iterator()));
    while (!path.isEmpty()) {
      if (!rest.element().hasNext()) {
        rest.remove();
        postorder.add(path.remove());
        continue;
      }
      Block next = rest.element().next();
      if (seen.add(next)) {
        path.push(next);
        rest.push(next.successors().iterator());
      }
    }
    Collections.reverse(postorder);
    return postorder;
  }

  /// A listing for people.
  public String listing() {
    StringBuilder text = new StringBuilder();
    for (Block block : order()) {
      text.append(block).append(" <- ").append(block.predecessors()).append('\n');
      block.phis().forEach(v -> text.append("  ").append(v.definition()).append('\n'));
      block.values().forEach(v -> text.append("  ").append(v.definition()).append('\n'));
      text.append("  ").append(block.terminator()).append('\n');
    }
    return text.toString();
  }
}
