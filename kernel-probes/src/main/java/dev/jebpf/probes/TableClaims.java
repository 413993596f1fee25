package dev.jebpf.probes;

import dev.jebpf.lang.HashTable;

/// Who inserts a slot's index into a hash map has the slot: of several, the kernel lets one.
///
/// For kernels whose programs have no atomic that returns what was there. A claim costs an
/// insertion, at the start of a thread, and no more while it runs.
final class TableClaims implements SlotClaims {
  private final HashTable<SlotClaim> table;

  TableClaims(HashTable<SlotClaim> table) {
    this.table = table;
  }

  @Override
  public boolean take(Slot slot, int index, int tid) {
    if (table.insert(index) != 0) {
      return false;
    }
    slot.claim(index);
    slot.tid(tid);
    return true;
  }

  @Override
  public void release(Slot slot) {
    int index = slot.claim();
    slot.claim(0);
    slot.tid(0);
    table.delete(index);
  }
}
