package dev.jebpf.compiler.pass;

import dev.jebpf.compiler.ir.Arithmetic;
import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Graph;
import dev.jebpf.compiler.ir.Kind;
import dev.jebpf.compiler.ir.Operation;
import dev.jebpf.compiler.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds longs that are pointers to the verifier (an address taken of a structure, a pointer member
/// read as `long`) and goes into arithmetic, and makes plain numbers of them.
///
/// Stores, comparisons and calls take such a long as it is.
public final class PointerNumbers {
  private final Graph graph;
  private final Set<Value> pointers = new HashSet<>();

  /// Where those of them come from that arithmetic gets.
  private final Set<Value> wanted = new HashSet<>();

  private PointerNumbers(Graph graph) {
    this.graph = graph;
  }

  public static void run(Graph graph) {
    PointerNumbers pass = new PointerNumbers(graph);
    pass.findPointers();
    pass.findArithmetic();
    if (!pass.wanted.isEmpty()) {
      pass.makeNumbers();
    }
  }

  private void findPointers() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : graph.order()) {
        for (Value phi : block.phis()) {
          changed |= phi.kind() != Kind.POINTER && holdsPointer(phi) && pointers.add(phi);
        }
        for (Value value : block.values()) {
          changed |= (isSource(value) || isMoved(value)) && pointers.add(value);
        }
      }
    }
  }

  private static boolean isSource(Value value) {
    if (value.kind() != Kind.LONG) {
      return false;
    }
    return switch (value.operation()) {
      case Operation.Offset _ -> value.input(0).kind() == Kind.POINTER;
      case Operation.Load(_, _, _, Operation.Memory memory) ->
          memory == Operation.Memory.KERNEL_POINTER;
      default -> false;
    };
  }

  private boolean holdsPointer(Value value) {
    return value.inputs().stream().anyMatch(pointers::contains);
  }

  /// A pointer plus a constant is a pointer.
  private boolean isMoved(Value value) {
    return switch (value.operation()) {
      case Operation.Binary(Arithmetic op) ->
          op == Arithmetic.ADD && pointers.contains(value.input(0)) && value.input(1).isConstant();
      case Operation.Offset _ -> pointers.contains(value.input(0));
      default -> false;
    };
  }

  /// Finds the sources of the pointers that arithmetic gets.
  private void findArithmetic() {
    Deque<Value> work = new ArrayDeque<>();
    for (Block block : graph.order()) {
      block.values().stream().filter(this::computes).forEach(v -> work.addAll(v.inputs()));
    }
    Set<Value> seen = new HashSet<>();
    while (!work.isEmpty()) {
      Value value = work.remove();
      if (!pointers.contains(value) || !seen.add(value)) {
        continue;
      }
      if (isSource(value)) {
        wanted.add(value);
      } else {
        work.addAll(value.inputs());
      }
    }
  }

  private boolean computes(Value value) {
    return switch (value.operation()) {
      case Operation.Binary _ -> !isMoved(value);
      case Operation.Convert _, Operation.Index _ -> true;
      default -> false;
    };
  }

  private void makeNumbers() {
    int slot = graph.reserveFrame(8);
    Replacement replacement = new Replacement();
    for (Block block : graph.order()) {
      List<Value> values = block.values();
      for (int i = 0; i < values.size(); i++) {
        Value source = values.get(i);
        if (wanted.contains(source)) {
          Value copy = copyOf(source);
          Value number =
              graph.value(
                  Kind.LONG, new Operation.PlainNumber(slot), List.of(copy), source.position());
          values.set(i, copy);
          values.add(i + 1, number);
          replacement.put(source, number);
          i++;
        }
      }
    }
    replacement.apply(graph);
  }

  private Value copyOf(Value source) {
    return graph.value(source.kind(), source.operation(), source.inputs(), source.position());
  }
}
