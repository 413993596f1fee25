package dev.jebpf.compiler.backend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// The bytes of the stack frame that spilled registers live in. Those that are never alive at the
/// same time share them.
final class FrameSlots {
  private record Shared(int offset, BitSet registers) {}

  private final MachineCode code;
  private final IntFunction<BitSet> conflicts;
  private final List<Shared> slots = new ArrayList<>();
  private final Map<Integer, Integer> offsets = new HashMap<>();

  /// @param conflicts by register those that are alive at the same time as it
  FrameSlots(MachineCode code, IntFunction<BitSet> conflicts) {
    this.code = code;
    this.conflicts = conflicts;
  }

  /// Where a register lives, as an offset from the frame pointer.
  int of(int register) {
    return offsets.computeIfAbsent(register, this::take);
  }

  private int take(int register) {
    BitSet others = conflicts.apply(register);
    for (Shared slot : slots) {
      if (!slot.registers().intersects(others)) {
        slot.registers().set(register);
        return slot.offset();
      }
    }
    var slot = new Shared(code.newFrameSlot(), new BitSet());
    slot.registers().set(register);
    slots.add(slot);
    return slot.offset();
  }
}
