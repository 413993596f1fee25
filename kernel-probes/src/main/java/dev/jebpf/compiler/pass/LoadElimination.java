package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Size;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Uses again what was loaded or stored a moment ago, as Java allows for plain memory. Stores all
/// stay, in order; calls and atomics end what is known.
public final class LoadElimination {
  private record Place(Value base, int offset, Size size, boolean signed, Kind kind) {
    boolean overlaps(int otherOffset, Size otherSize) {
      return offset < otherOffset + otherSize.bytes() && otherOffset < offset + size.bytes();
    }
  }

  private record Known(Value value, Operation.Memory memory) {}

  private final Map<Block, Map<Place, Known>> ends = new HashMap<>();
  private final Replacement replacement = new Replacement();

  private LoadElimination() {}

  /// Whether any load went away.
  public static boolean run(Graph graph) {
    LoadElimination pass = new LoadElimination();
    graph.order().forEach(pass::run);
    pass.replacement.apply(graph);
    return !pass.replacement.isEmpty();
  }

  private void run(Block block) {
    Map<Place, Known> known = new LinkedHashMap<>();
    List<Block> predecessors = block.predecessors();
    if (predecessors.size() == 1 && ends.containsKey(predecessors.getFirst())) {
      known.putAll(ends.getOrDefault(predecessors.getFirst(), Map.of()));
    }
    for (Value value : block.values()) {
      value.inputs().replaceAll(replacement::of);
      visit(value, known);
    }
    ends.put(block, known);
  }

  private void visit(Value value, Map<Place, Known> known) {
    switch (value.operation()) {
      case Operation.Load(Size size, boolean signed, int offset, Operation.Memory memory) -> {
        Place place = new Place(value.input(0), offset, size, signed, value.kind());
        Known before = known.get(place);
        if (before == null) {
          known.put(place, new Known(value, memory));
        } else {
          replacement.put(value, before.value());
        }
      }
      case Operation.Store(Size size, int offset) -> store(value, size, offset, known);
      case Operation.Atomic _, Operation.CallHelper _, Operation.CallKfunc _ -> known.clear();
      default -> {}
    }
  }

  private static void store(Value value, Size size, int offset, Map<Place, Known> known) {
    Value base = value.input(0);
    known
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().memory() != Operation.Memory.KERNEL
                    && entry.getValue().memory() != Operation.Memory.KERNEL_POINTER
                    && (entry.getKey().base() != base || entry.getKey().overlaps(offset, size)));
    Kind kind = value.input(1).kind();
    boolean whole = size == Size.DOUBLE ? kind == Kind.LONG : size == Size.WORD && kind == Kind.INT;
    if (whole) {
      known.put(
          new Place(base, offset, size, false, kind),
          new Known(value.input(1), Operation.Memory.SHARED));
    }
  }
}
