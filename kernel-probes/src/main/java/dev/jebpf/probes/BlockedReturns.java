package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Records, when a system call returns, that the thread was blocked in it, with its stack.
///
/// The thread has not left the kernel since, so its Java frames and its frame anchor are what they
/// were while it was blocked.
final class BlockedReturns {
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
    if (slot != null && slot.blockedAt() != 0) {
      totals.add(Kinds.THREAD_BLOCKED, 0, 0, slot.blockedFor());
      record(current, slot);
      slot.blockedAt(0);
    }
  }

  private void record(TaskStruct current, Slot slot) {
    long thread = offsets.available() ? hotSpot.address(current, slot) : 0;
    blockers.identify(slot, thread);
    long sp = thread == 0 ? 0 : helpers.probeReadUserLong(thread + offsets.anchorSp());
    if (sp == 0) {
      bare(current, slot, thread);
      return;
    }
    long start = sp - Long.BYTES;
    long size = helpers.probeReadUserLong(thread + offsets.stackBase()) - start;
    if (size < BlockedRecord.Small.BYTES) {
      small(current, slot, thread, start, size);
    } else if (size < BlockedRecord.Middle.BYTES) {
      middle(current, slot, thread, start, size);
    } else if (size < BlockedRecord.Large.BYTES) {
      large(current, slot, thread, start, size);
    } else {
      huge(current, slot, thread, start, size);
    }
  }

  private void bare(TaskStruct current, Slot slot, long thread) {
    BlockedRecord.Bare entry = ring.reserve(BlockedRecord.Bare.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, BlockedRecord.Bare.SIZE);
    BlockedIntervals.without(
        entry, thread == 0 ? CopyResults.NO_JAVA_THREAD : CopyResults.NO_ANCHOR);
    ring.submit(entry, 0);
  }

  private void small(TaskStruct current, Slot slot, long thread, long start, long size) {
    BlockedRecord.Small entry = ring.reserve(BlockedRecord.Small.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, BlockedRecord.Small.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Small.BYTES - 1, 0);
  }

  private void middle(TaskStruct current, Slot slot, long thread, long start, long size) {
    BlockedRecord.Middle entry = ring.reserve(BlockedRecord.Middle.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, BlockedRecord.Middle.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Middle.BYTES - 1, 0);
  }

  private void large(TaskStruct current, Slot slot, long thread, long start, long size) {
    BlockedRecord.Large entry = ring.reserve(BlockedRecord.Large.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, BlockedRecord.Large.SIZE);
    copy(entry, entry.stack(), start, (int) size & BlockedRecord.Large.BYTES - 1, 0);
  }

  private void huge(TaskStruct current, Slot slot, long thread, long start, long size) {
    BlockedRecord.Huge entry = ring.reserve(BlockedRecord.Huge.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_BLOCKED);
      return;
    }
    fill(entry, current, slot, thread, BlockedRecord.Huge.SIZE);
    long room = BlockedRecord.Huge.BYTES - Long.BYTES;
    int bytes = (int) Math.min(size, room) & BlockedRecord.Huge.BYTES - 1;
    copy(entry, entry.stack(), start, bytes, (int) (size - bytes));
  }

  private void fill(BlockedRecord entry, TaskStruct current, Slot slot, long thread, int size) {
    entry.kind(Kinds.THREAD_BLOCKED);
    entry.size(size);
    entry.tid(slot.tid());
    entry.javaThread(hotSpot.javaThread(current, slot));
    entry.spanId(slot.spanId());
    entry.waker(BlockedIntervals.waker(slot.blockedCause()));
    entry.start(slot.blockedAt());
    entry.duration(slot.blockedFor());
    entry.result(0);
    entry.state(slot.blockedCause() & Words.MASK);
    entry.asleep(slot.blockedAsleep());
    entry.hotSpotThread(thread);
    entry.blocker(slot.blocker());
    entry.blockerKlass(slot.blockerKlass());
    entry.owner(slot.blockedOwner());
    entry.blockerRead(slot.blockerRead());
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
