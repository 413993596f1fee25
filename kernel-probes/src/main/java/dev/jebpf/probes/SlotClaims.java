package dev.jebpf.probes;

/// How a program takes a slot that others may want at the same time.
interface SlotClaims {
  /// Takes a slot that is free for a thread; false if another was faster.
  ///
  /// @param index of the slot
  boolean take(Slot slot, int index, int tid);

  /// Makes a slot free, the last that is done with it.
  void release(Slot slot);
}
