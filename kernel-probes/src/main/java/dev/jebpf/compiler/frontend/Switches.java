package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.ir.Block;
import dev.jebpf.compiler.ir.Value;
import dev.jebpf.insn.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/// Builds `switch` as a balanced tree of comparisons over ranges of keys with the same target.
final class Switches {
  /// Where each key goes.
  record Cases(TreeMap<Integer, Integer> targets, int otherwise) {
    int target(int key) {
      return targets.getOrDefault(key, otherwise);
    }
  }

  /// Keys from this one up to the next range go to the target.
  private record Range(int first, int target) {}

  /// Gets an open block for each leaf of the tree.
  @FunctionalInterface
  interface Leaf {
    void reach(int target, Block from);
  }

  private final GraphBuilder builder;

  Switches(GraphBuilder builder) {
    this.builder = builder;
  }

  static Cases cases(TableSwitchInsnNode table, MethodBody body) {
    TreeMap<Integer, Integer> targets = new TreeMap<>();
    for (int i = 0; i < table.labels.size(); i++) {
      targets.put(table.min + i, body.index(table.labels.get(i)));
    }
    return new Cases(targets, body.index(table.dflt));
  }

  static Cases cases(LookupSwitchInsnNode lookup, MethodBody body) {
    TreeMap<Integer, Integer> targets = new TreeMap<>();
    for (int i = 0; i < lookup.labels.size(); i++) {
      targets.put(lookup.keys.get(i), body.index(lookup.labels.get(i)));
    }
    return new Cases(targets, body.index(lookup.dflt));
  }

  void build(Value key, Cases cases, Leaf leaf) {
    tree(key, ranges(cases), Integer.MAX_VALUE, leaf);
  }

  /// Ranges that cover all ints.
  private static List<Range> ranges(Cases cases) {
    List<Range> ranges = new ArrayList<>();
    long next = Integer.MIN_VALUE;
    for (Map.Entry<Integer, Integer> entry : cases.targets().entrySet()) {
      int key = entry.getKey();
      if (key > next) {
        append(ranges, (int) next, cases.otherwise());
      }
      append(ranges, key, entry.getValue());
      next = key + 1L;
    }
    if (next <= Integer.MAX_VALUE) {
      append(ranges, (int) next, cases.otherwise());
    }
    return ranges;
  }

  private static void append(List<Range> ranges, int first, int target) {
    if (ranges.isEmpty() || ranges.getLast().target() != target) {
      ranges.add(new Range(first, target));
    }
  }

  /// @param last the greatest key of the last range
  private void tree(Value key, List<Range> ranges, int last, Leaf leaf) {
    int size = ranges.size();
    if (size == 1) {
      leaf.reach(ranges.getFirst().target(), builder.current());
      builder.continueIn(null);
      return;
    }
    if (size == 3 && ranges.get(0).target() == ranges.get(2).target()) {
      Range middle = ranges.get(1);
      if (ranges.get(2).first() == middle.first() + 1) {
        single(key, middle, ranges.get(0).target(), leaf);
        return;
      }
    }
    int half = size / 2;
    Range pivot = ranges.get(half);
    GraphBuilder.Split split = builder.branch(Condition.SGE, key, builder.integer(pivot.first()));
    if (split.no() != null) {
      builder.continueIn(split.no());
      tree(key, ranges.subList(0, half), pivot.first() - 1, leaf);
    }
    if (split.yes() != null) {
      builder.continueIn(split.yes());
      tree(key, ranges.subList(half, size), last, leaf);
    }
  }

  private void single(Value key, Range one, int otherwise, Leaf leaf) {
    GraphBuilder.Split split = builder.branch(Condition.EQ, key, builder.integer(one.first()));
    if (split.no() != null) {
      leaf.reach(otherwise, split.no());
    }
    if (split.yes() != null) {
      leaf.reach(one.target(), split.yes());
    }
    builder.continueIn(null);
  }
}
