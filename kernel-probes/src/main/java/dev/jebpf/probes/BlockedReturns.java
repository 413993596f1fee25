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

  private final Helpers helpers;
  private final Threads threads;
  private final HotSpotThread hotSpot;
  private final StackOffsets offsets;
  private final Blockers blockers;
  private final RingBuffer ring;
  private final Totals totals;

  BlockedReturns(
      Helpers helpers,
      Threads threads,
      HotSpotThread hotSpot,
      StackOffsets offsets,
      Blockers blockers,
      RingBuffer ring,
      Totals totals) {
    this.helpers = helpers;
    this.threads = threads;
    this.hotSpot = hotSpot;
    this.offsets = offsets;
    this.blockers = blockers;
    this.ring = ring;
    this.totals = totals;
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
        record(current, slot, thread, kind == WOKE);
      }
    }
    slot.blockedAt(0);
    slot.wakesAt(0);
  }

  private void record(TaskStruct current, Slot slot, long thread, boolean woke) {
    long sp = thread == 0 ? 0 : helpers.probeReadUserLong(thread + offsets.anchorSp());
    int copied =
        sp == 0
            ? thread == 0 ? CopyResults.NO_JAVA_THREAD : CopyResults.NO_ANCHOR
            : withStack(current, slot, thread, woke, sp - Long.BYTES);
    if (copied != CopyResults.COPIED) {
      bare(current, slot, thread, woke, copied);
    }
  }

  /// @return [CopyResults#NO_ROOM], and there is no record, if one with the stack found none
  private int withStack(TaskStruct current, Slot slot, long thread, boolean woke, long start) {
    long size = helpers.probeReadUserLong(thread + offsets.stackBase()) - start;
    if (size < BlockedRecord.Small.BYTES) {
      return small(current, slot, thread, woke, start, size);
    }
    if (size < BlockedRecord.Middle.BYTES) {
      return middle(current, slot, thread, woke, start, size);
    }
    if (size < BlockedRecord.Large.BYTES) {
      return large(current, slot, thread, woke, start, size);
    }
    return huge(current, slot, thread, woke, start, size);
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
      TaskStruct current, Slot slot, long thread, boolean woke, long start, long size) {
    BlockedRecord.Small entry = ring.reserve(BlockedRecord.Small.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Small.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Small.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int middle(
      TaskStruct current, Slot slot, long thread, boolean woke, long start, long size) {
    BlockedRecord.Middle entry = ring.reserve(BlockedRecord.Middle.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Middle.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Middle.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int large(
      TaskStruct current, Slot slot, long thread, boolean woke, long start, long size) {
    BlockedRecord.Large entry = ring.reserve(BlockedRecord.Large.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Large.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Large.BYTES - 1, 0);
    return CopyResults.COPIED;
  }

  private int huge(
      TaskStruct current, Slot slot, long thread, boolean woke, long start, long size) {
    BlockedRecord.Huge entry = ring.reserve(BlockedRecord.Huge.class);
    if (entry == null) {
      return CopyResults.NO_ROOM;
    }
    fill(entry, current, slot, thread, woke, BlockedRecord.Huge.SIZE);
    long room = BlockedRecord.Huge.BYTES - Long.BYTES;
    int bytes = (int) Math.min(size, room) & BlockedRecord.Huge.BYTES - 1;
    copy(entry, entry.stack(), start, bytes, (int) (size - bytes));
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
  private void copy(BlockedRecord entry, Bytes stack, long start, int bytes, int missing) {
    int failed = helpers.probeReadUser(stack, bytes, start);
    long thread = entry.hotSpotThread();
    entry.copied(failed == 0 ? CopyResults.COPIED : CopyResults.UNREADABLE);
    entry.sp(start + Long.BYTES);
    entry.fp(helpers.probeReadUserLong(thread + offsets.anchorFp()));
    entry.pc(helpers.probeReadUserLong(thread + offsets.anchorPc()));
    entry.stackStart(start);
    entry.stackBytes(failed == 0 ? bytes : 0);
    entry.stackMissing(missing);
    ring.submit(entry, 0);
  }
}
