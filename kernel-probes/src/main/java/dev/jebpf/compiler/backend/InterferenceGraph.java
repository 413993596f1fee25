package dev.jebpf.compiler.backend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which registers may not share one of the machine's, and the copies that would vanish if two did.
final class InterferenceGraph {
  /// A copy between two registers.
  record Move(int to, int from) {}

  private final BitSet[] adjacent;
  private final List<Move> moves = new ArrayList<>();

  /// What spilling a register costs: its uses and definitions, ten times as much in each loop.
  private final double[] cost;

  InterferenceGraph(MachineCode code) {
    adjacent = new BitSet[code.registers()];
    for (int i = 0; i < adjacent.length; i++) {
      adjacent[i] = new BitSet();
    }
    cost = new double[code.registers()];
    Liveness liveness = new Liveness(code);
    for (MachineBlock block : code.blocks()) {
      build(block, (BitSet) liveness.out(block).clone());
    }
  }

  private void build(MachineBlock block, BitSet live) {
    double weight = Math.pow(10, block.loopDepth());
    for (MachineBlock.Item item : block.items().reversed()) {
      Machine instruction = item.instruction();
      int defined = instruction.defines();
      if (instruction instanceof Machine.Copy(int to, int from) && from != Machine.FRAME) {
        live.clear(from);
        if (to != from) {
          moves.add(new Move(to, from));
        }
      }
      if (instruction instanceof Machine.Call) {
        for (int clobbered = 1; clobbered <= 5; clobbered++) {
          interfere(clobbered, live);
        }
      }
      if (defined >= 0) {
        interfere(defined, live);
        live.clear(defined);
        cost[defined] += weight;
      }
      for (int used : instruction.uses()) {
        if (used != Machine.FRAME) {
          live.set(used);
          cost[used] += weight;
        }
      }
    }
  }

  private void interfere(int register, BitSet live) {
    for (int other = live.nextSetBit(0); other >= 0; other = live.nextSetBit(other + 1)) {
      add(register, other);
    }
  }

  void add(int a, int b) {
    if (a != b) {
      adjacent[a].set(b);
      adjacent[b].set(a);
    }
  }

  int size() {
    return adjacent.length;
  }

  boolean interfere(int a, int b) {
    return adjacent[a].get(b);
  }

  BitSet neighbours(int register) {
    return adjacent[register];
  }

  List<Move> moves() {
    return moves;
  }

  double cost(int register) {
    return cost[register];
  }
}
