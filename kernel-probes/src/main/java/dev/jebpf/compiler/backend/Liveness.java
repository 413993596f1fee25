package dev.jebpf.compiler.backend;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which registers hold values that are still needed at the ends of blocks.
final class Liveness {
  private final Map<MachineBlock, BitSet> in = new HashMap<>();
  private final Map<MachineBlock, BitSet> out = new HashMap<>();

  Liveness(MachineCode code) {
    Map<MachineBlock, BitSet> defined = new HashMap<>();
    for (MachineBlock block : code.blocks()) {
      BitSet uses = new BitSet();
      BitSet defines = new BitSet();
      for (MachineBlock.Item item : block.items()) {
        for (int register : item.instruction().uses()) {
          if (!defines.get(register)) {
            uses.set(register);
          }
        }
        if (item.instruction().defines() >= 0) {
          defines.set(item.instruction().defines());
        }
      }
      defined.put(block, defines);
      in.put(block, uses);
      out.put(block, new BitSet());
    }
    solve(code.blocks(), defined);
  }

  private void solve(List<MachineBlock> blocks, Map<MachineBlock, BitSet> defined) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (MachineBlock block : blocks.reversed()) {
        BitSet after = out(block);
        for (MachineBlock successor : block.successors()) {
          after.or(in(successor));
        }
        BitSet before = (BitSet) after.clone();
        before.andNot(get(defined, block));
        before.or(in(block));
        if (!before.equals(in(block))) {
          in.put(block, before);
          changed = true;
        }
      }
    }
  }

  private static BitSet get(Map<MachineBlock, BitSet> sets, MachineBlock block) {
    BitSet set = sets.get(block);
    if (set == null) {
      throw new IllegalStateException("block " + block + " is not laid out");
    }
    return set;
  }

  BitSet in(MachineBlock block) {
    return get(in, block);
  }

  BitSet out(MachineBlock block) {
    return get(out, block);
  }
}
