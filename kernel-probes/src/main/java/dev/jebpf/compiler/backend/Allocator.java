package dev.jebpf.compiler.backend;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives every register of a program one of the machine's ten, spilling where they do not suffice.
final class Allocator {
  private static final int MAX_ROUNDS = 40;

  private Allocator() {}

  /// Rewrites the code onto registers 0 to 10.
  static void allocate(MachineCode code) {
    BitSet temporaries = new BitSet();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      InterferenceGraph graph = new InterferenceGraph(code);
      Map<Integer, Machine> recipes = Spiller.recipes(code, r -> r);
      Coloring coloring = new Coloring(graph, r -> discount(recipes.get(r)), temporaries::get);
      coloring.run();
      BitSet spilled = coloring.spilled();
      if (spilled.isEmpty()) {
        apply(code, coloring);
        return;
      }
      var slots = new FrameSlots(code, coloring::conflicts);
      new Spiller(code, coloring::find, spilled, slots, temporaries).run();
    }
    throw new IllegalStateException("registers not allocated after " + MAX_ROUNDS + " rounds");
  }

  /// A value made anew saves the store, and unless it is itself a load all loads.
  private static double discount(@Nullable Machine recipe) {
    return switch (recipe) {
      case null -> 1;
      case Machine.Load _ -> 0.8;
      default -> 0.3;
    };
  }

  private static void apply(MachineCode code, Coloring coloring) {
    for (MachineBlock block : code.blocks()) {
      block.items(
          block.items().stream()
              .map(
                  item ->
                      new MachineBlock.Item(
                          item.instruction()
                              .map(r -> r < Machine.FIRST_VIRTUAL ? r : coloring.color(r)),
                          item.position()))
              .filter(
                  item ->
                      !(item.instruction() instanceof Machine.Copy(int to, int from) && to == from))
              .toList());
    }
  }
}
