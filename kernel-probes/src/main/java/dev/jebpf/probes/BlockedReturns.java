package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Records, when a system call returns, that the thread was blocked in it, or woke another in it
/// that had been, with its stack.
///
/// The thread has not left the kernel since, so its Java frames and its frame anchor are what they
/// were at that moment.
final class BlockedReturns {
  /// Of records: that the thread was blocked, that it woke others.
  private static final int KINDS = 2;

  private static final int WOKE = 1;

  /// Bytes that native frames may have above the last Java frame, to be copied. `readBytes` of
  /// `io_util.c` has a buffer of 8 KB on the stack.
  private static final int MOST_NATIVE = 1 << 16;

  private final Helpers helpers;
  private final Threads threads;
  private final HotSpotThread hotSpot;
  private final StackOffsets offsets;
  private final Blockers blockers;
  private final RingBuffer ring;
  private final Totals totals;
  private final boolean x86;

  /// @param x86 whether the processor is x86-64, of which native frames are recorded too
  BlockedReturns(
      Helpers helpers,
      Threads threads,
      HotSpotThread hotSpot,
      StackOffsets offsets,
      Blockers blockers,
      RingBuffer ring,
      Totals totals,
      boolean x86) {
    this.helpers = helpers;
    this.threads = threads;
    this.hotSpot = hotSpot;
    this.offsets = offsets;
    this.blockers = blockers;
    this.ring = ring;
    this.totals = totals;
    this.x86 = x86;
  }

  /// Runs at the return from every system call of the machine.
  @BtfTracepoint("sys_exit")
  void onReturn(PtRegs regs, long result) {
    TaskStruct current = threads.current();
    if (!threads.traced(current)) {
      return;
    }
    Slot slot = threads.find(current);
    if (slot == null || (slot.blockedAt() | slot.wakesAt()) == 0) {
      return;
    }
    long thread = offsets.available() ? hotSpot.address(current, slot) : 0;
    if (slot.blockedAt() != 0) {
      totals.add(Kinds.THREAD_BLOCKED, 0, 0, slot.blockedFor());
      blockers.identify(slot, thread);
    }
    // one program text for both
    for (int kind = 0; kind < KINDS; kind++) {
      if ((kind == WOKE ? slot.wakesAt() : slot.blockedAt()) != 0) {
        record(current, regs, slot, thread, kind == WOKE);
      }
    }
    slot.blockedAt(0);
    slot.wakesAt(0);
  }

  private void record(TaskStruct current, PtRegs regs, Slot slot, long thread, boolean woke) {
    int copied = CopyResults.NO_JAVA_THREAD;
    if (thread != 0) {
      long sp = helpers.probeReadUserLong(thread + offsets.anchorSp());
      copied =
          sp == 0 && !x86
              ? CopyResults.NO_ANCHOR
              : withStack(current, regs, slot, thread, woke, start(woke, sp, regs));
    }
    if (copied != CopyResults.COPIED) {
      bare(current, slot, thread, woke, copied);
    }
  }

  /// @param start where the copy begins
  /// @return [CopyResults#NO_ROOM], and there is no record, if one with the stack found none
  private int withStack(
      TaskStruct current, PtRegs regs, Slot slot, long thread, boolean woke, long start) {
    long size = helpers.probeReadUserLong(thread + offsets.stackBase()) - start;
    if (size < BlockedRecord.Small.BYTES) {
      return small(current, regs, slot, thread, woke, start, size);
    }
    if (size < BlockedRecord.Middle.BYTES) {
      return middle(current, regs, slot, thread, woke, start, size);
    }
    if (size < BlockedRecord.Large.BYTES) {
      return large(current, regs, slot, thread, woke, start, size);
    }
    return huge(current, regs, slot, thread, woke, start, size);
  }

  /// Where the copy begins: at the native frames, if they are on the same stack as the Java frames
  /// and can be unwound at all. Those of a waker are wanted only where there is no anchor: they
  /// lead to the Java frames then.
  ///
  /// @param sp the anchor's; 0 when there is none
  private long start(boolean woke, long sp, PtRegs regs) {
    long user = regs.stackPointer();
    long java = sp - Long.BYTES;
    long bytes = java - user;
    boolean natively = sp == 0 || (!woke && bytes > 0 && bytes <= MOST_NATIVE);
    return x86 && natively ? user : java;
  }

  private void bare(TaskStruct current, Slot slot, long thread, boolean woke, int copied) {
    BlockedRecord.Bare entry = ring.reserve(BlockedRecord.Bare.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Bare.SIZE);
    BlockedIntervals.without(entry, copied);
    ring.submit(entry, 0);
  }

  private int small(
      TaskStruct current,
      PtRegs regs,
      Slot slot,
      long thread,
      boolean woke,
      long start,
      long size) {
    BlockedRecord.Small entry = ring.reserve(BlockedRecord.Small.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Small.SIZE);
    copy(entry, regs, entry.stack(), start, (int) size & BlockedRecord.Small.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int middle(
      TaskStruct current,
      PtRegs regs,
      Slot slot,
      long thread,
      boolean woke,
      long start,
      long size) {
    BlockedRecord.Middle entry = ring.reserve(BlockedRecord.Middle.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Middle.SIZE);
    copy(entry, regs, entry.stack(), start, (int) size & BlockedRecord.Middle.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int large(
      TaskStruct current,
      PtRegs regs,
      Slot slot,
      long thread,
      boolean woke,
      long start,
      long size) {
    BlockedRecord.Large entry = ring.reserve(BlockedRecord.Large.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Large.SIZE);
    copy(entry, regs, entry.stack(), start, (int) size & BlockedRecord.Large.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int huge(
      TaskStruct current,
      PtRegs regs,
      Slot slot,
      long thread,
      boolean woke,
      long start,
      long size) {
    BlockedRecord.Huge entry = ring.reserve(BlockedRecord.Huge.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Huge.SIZE);
    long room = BlockedRecord.Huge.BYTES - Long.BYTES;
    int bytes = (int) Math.min(size, room) & BlockedRecord.Huge.BYTES - 1;
    copy(entry, regs, entry.stack(), start, bytes, (int) (size - bytes));
    return CopyResults.COPIED;
  }

  private void fill(
      BlockedRecord entry, TaskStruct current, Slot slot, long thread, boolean woke, int size) {
    entry.size(size);
    entry.tid(slot.tid());
    entry.javaThread(hotSpot.javaThread(current, slot));
    entry.spanId(slot.spanId());
    entry.result(0);
    entry.hotSpotThread(thread);
    if (woke) {
      waker(entry, slot);
    } else {
      blocked(entry, slot);
    }
  }

  private static void waker(BlockedRecord entry, Slot slot) {
    entry.kind(BlockedRecord.WOKE);
    entry.waker(0);
    entry.start(slot.wakesAt());
    entry.duration(0);
    entry.state(0);
    entry.asleep(0);
    entry.blocker(0);
    entry.blockerKlass(0);
    entry.owner(0);
    entry.blockerRead(0);
    entry.wokenBy(0);
  }

  private static void blocked(BlockedRecord entry, Slot slot) {
    entry.kind(BlockedRecord.BLOCKED);
    entry.waker(BlockedIntervals.waker(slot.blockedCause()));
    entry.start(slot.blockedAt());
    entry.duration(slot.blockedFor());
    entry.state(slot.blockedCause() & Words.MASK);
    entry.asleep(slot.blockedAsleep());
    entry.blocker(slot.blocker());
    entry.blockerKlass(slot.blockerKlass());
    entry.owner(slot.blockedOwner());
    entry.blockerRead(slot.blockerRead());
    entry.wokenBy(slot.blockedWokenBy());
  }

  /// @param bytes to be copied, fewer than the record has room for
  /// @param missing bytes there are besides
  private void copy(
      BlockedRecord entry, PtRegs regs, Bytes stack, long start, int bytes, int missing) {
    int failed = helpers.probeReadUser(stack, bytes, start);
    long thread = entry.hotSpotThread();
    entry.copied(failed == 0 ? CopyResults.COPIED : CopyResults.UNREADABLE);
    entry.sp(helpers.probeReadUserLong(thread + offsets.anchorSp()));
    entry.fp(helpers.probeReadUserLong(thread + offsets.anchorFp()));
    entry.pc(helpers.probeReadUserLong(thread + offsets.anchorPc()));
    entry.stackStart(start);
    entry.stackBytes(failed == 0 ? bytes : 0);
    entry.stackMissing(missing);
    registers(entry, regs, start);
    ring.submit(entry, 0);
  }

  /// Those at the system call, of a stack that is copied from there on.
  private void registers(BlockedRecord entry, PtRegs regs, long start) {
    if (!x86 || start != regs.stackPointer()) {
      entry.userPc(0);
      return;
    }
    entry.userPc(regs.instructionPointer());
    entry.userSp(start);
    entry.rbp(regs.rbp());
    entry.rbx(regs.rbx());
    entry.r12(regs.r12());
    entry.r13(regs.r13());
    entry.r14(regs.r14());
    entry.r15(regs.r15());
  }
}
