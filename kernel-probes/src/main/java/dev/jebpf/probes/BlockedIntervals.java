package dev.jebpf.probes;

import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Picks out, as the account books them, the intervals off the CPU that took as long as the
/// threshold.
///
/// At the switch-in of a thread the memory that is mapped is still that of the thread before, so
/// its stack can't be copied there. An interval in a system call is noted in the thread's slot, and
/// recorded by [BlockedReturns] when the call returns, until when the stack stays as it was. Any
/// other is recorded at once and without a stack.
final class BlockedIntervals {
  /// `ENOSYS`, what x86-64 has for a result until the call is over (`entry_64.S`).
  private static final long NO_RESULT_YET = -38;

  /// Above the [State#word] of a [Slot#blockedCause].
  private static final int CAUSE_SHIFT = 4;

  private final UserRegisters registers;
  private final boolean aarch64;
  private final boolean wanted;
  private final MappedArray<ProbeTable> table;
  private final RingBuffer ring;
  private final Totals totals;
  private final Blockers blockers;
  private final Threads threads;
  private final KernelStacks stacks;

  BlockedIntervals(
      KernelTraits kernel,
      boolean wanted,
      MappedArray<ProbeTable> table,
      RingBuffer ring,
      Totals totals,
      Blockers blockers,
      Threads threads,
      KernelStacks stacks) {
    this.registers = kernel.registers();
    this.aarch64 = kernel.aarch64();
    this.wanted = wanted;
    this.table = table;
    this.ring = ring;
    this.totals = totals;
    this.blockers = blockers;
    this.threads = threads;
    this.stacks = stacks;
  }

  /// Whether any is; a constant of the compiled program.
  boolean wanted() {
    return wanted;
  }

  /// The current thread is about to be switched out.
  ///
  /// @param state [State#word] of what it goes to sleep for
  void left(Slot slot, int state) {
    blockers.left(slot, state);
  }

  /// The current task wakes a thread, unless that is an interrupt's doing.
  ///
  /// Its stack is copied when its system call returns: here interrupts are off. As long as the call
  /// goes on, [Slot#wakesAt] says that it is to be.
  void woken(Slot slot, long now) {
    slot.wokenBy(0);
    if (now - slot.outSince() < table.at(0).threshold(Kinds.THREAD_BLOCKED)
        || !threads.currentActs()) {
      return;
    }
    TaskStruct waker = threads.current();
    if (yetToReturn(registers.of(waker))) {
      Slot own = threads.find(waker);
      if (own != null) {
        slot.wokenBy(wakes(own, now));
      }
    }
  }

  private static long wakes(Slot waker, long now) {
    if (waker.wakesAt() == 0) {
      waker.wakesAt(now);
    }
    return waker.wakesAt();
  }

  /// A thread is switched in, which is not the current task yet. Its slot still tells for what it
  /// was out.
  ///
  /// @param until when it was woken, [Slot#outSince] if it did not sleep
  /// @param seen `false` if the switch-in was not seen, and the thread may have returned from its
  /// system call since
  void over(TaskStruct task, Slot slot, int state, long until, long now, boolean seen) {
    long out = slot.outSince();
    if (now - out < table.at(0).threshold(Kinds.THREAD_BLOCKED)) {
      return;
    }
    if (state > Words.THROTTLED) {
      stacks.record(task, slot, out);
    }
    boolean sleptInCall =
        seen
            && state > Words.THROTTLED
            && state != Words.FAULT
            && state != Words.STOPPED
            && yetToReturn(registers.of(task));
    if (sleptInCall) {
      note(slot, state, until, now);
    } else {
      record(slot, state, out, now - out, until - out, slot.wakerNext(), CopyResults.NO_CALL);
    }
  }

  /// Whether the thread has not passed `sys_exit` yet. On its way from there to user space it may
  /// sleep too, such as in the last close of a socket that lingers; nothing tells when that is
  /// over.
  private boolean yetToReturn(PtRegs regs) {
    return aarch64 ? regs.result() == regs.argument0() : regs.result() == NO_RESULT_YET;
  }

  private void note(Slot slot, int state, long until, long now) {
    if (slot.blockedAt() != 0) {
      record(
          slot,
          slot.blockedCause() & Words.MASK,
          slot.blockedAt(),
          slot.blockedFor(),
          slot.blockedAsleep(),
          waker(slot.blockedCause()),
          CopyResults.SLEPT_AGAIN);
    }
    long out = slot.outSince();
    slot.blockedAt(out);
    slot.blockedFor(now - out);
    slot.blockedAsleep(until - out);
    slot.blockedOwner(slot.owner());
    // one woken as it fell asleep was woken by nobody that has been noted
    slot.blockedWokenBy(slot.wokenAt() == 0 ? 0 : slot.wokenBy());
    slot.blockedCause(((int) slot.wakerNext() << CAUSE_SHIFT) | state);
  }

  /// Who woke the thread, of a [Slot#blockedCause].
  static int waker(int cause) {
    return cause >> CAUSE_SHIFT;
  }

  private void record(
      Slot slot, int state, long start, long nanos, long asleep, long waker, int copied) {
    totals.add(Kinds.THREAD_BLOCKED, 0, 0, nanos);
    BlockedRecord.Bare entry = ring.reserve(BlockedRecord.Bare.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    entry.kind(Kinds.THREAD_BLOCKED);
    entry.size(BlockedRecord.Bare.SIZE);
    entry.tid(slot.tid());
    entry.javaThread(0);
    entry.spanId(slot.spanId());
    entry.waker(waker);
    entry.start(start);
    entry.duration(nanos);
    entry.result(0);
    entry.state(state);
    entry.asleep(asleep);
    without(entry, copied);
    entry.hotSpotThread(0);
    entry.blocker(0);
    entry.blockerKlass(0);
    entry.owner(BlockerOwner.UNKNOWN);
    entry.blockerRead(BlockerResults.NOT_READ);
    entry.wokenBy(0);
    ring.submit(entry, 0);
  }

  /// The record has no stack.
  static void without(BlockedRecord entry, int copied) {
    entry.copied(copied);
    entry.sp(0);
    entry.fp(0);
    entry.pc(0);
    entry.userPc(0);
    entry.stackStart(0);
    entry.stackBytes(0);
    entry.stackMissing(0);
  }
}
