package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.PtRegs;

/// Carries a `poll` of a single descriptor over to the call on that descriptor that follows it.
///
/// Between the two, the slot's [Slot#syscall] is [#POLLED], [Slot#enteredAt] the end of the poll,
/// and [Slot#argument] the descriptor with the poll's length in units of 1,024 ns above it.
final class PolledDescriptor {
  private static final long POLLED = -1;
  private static final int UNIT_SHIFT = 10;
  private static final long MAX_UNITS = Integer.MAX_VALUE;

  /// A call that comes later than this after the poll is another matter.
  private static final long DIRECTLY = 1_000_000;

  private final Helpers helpers;

  PolledDescriptor(Helpers helpers) {
    this.helpers = helpers;
  }

  /// A `poll` has come back.
  void finished(Slot slot, PtRegs regs, long result, long now) {
    if (result != 1 || regs.argument1() != 1) {
      slot.syscall(0);
      return;
    }
    long units = Math.min((now - slot.enteredAt()) >>> UNIT_SHIFT, MAX_UNITS);
    long descriptor = helpers.probeReadUserInt(regs.argument0());
    slot.argument(units << Integer.SIZE | (descriptor & 0xffff_ffffL));
    slot.enteredAt(now);
    slot.syscall(POLLED);
  }

  /// When the call that is being entered begins.
  long start(Slot slot, PtRegs regs, long now) {
    long argument = slot.argument();
    boolean follows =
        slot.syscall() == POLLED
            && (int) argument == (int) regs.argument0()
            && now - slot.enteredAt() < DIRECTLY;
    return follows ? slot.enteredAt() - (argument >>> Integer.SIZE << UNIT_SHIFT) : now;
  }
}
