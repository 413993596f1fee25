package dev.jebpf.probes;

/// The thread's id takes the place of the 0 in the slot.
///
/// Minimum kernel 5.12, where programs have an atomic that returns what was there.
final class AtomicClaims implements SlotClaims {
  @Override
  public boolean take(Slot slot, int index, int tid) {
    return slot.compareAndExchangeTid(0, tid) == 0;
  }

  @Override
  public void release(Slot slot) {
    slot.tid(0);
  }
}
