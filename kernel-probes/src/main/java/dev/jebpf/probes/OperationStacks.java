package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.TaskStruct;

/// Copies the Java stack of the current thread for an operation or kernel event of its own.
///
/// That is done at once, by the program that sees the operation end: it runs in the thread, whose
/// memory is mapped and which has not left the kernel, so that its frame anchor and its Java frames
/// are what they were when it called. The copy goes to the ring buffer of blocked threads' stacks,
/// before the record of the operation goes to its own.
final class OperationStacks {
  /// `PF_IO_WORKER` of `linux/sched.h`: a worker of io_uring has its maker's thread-local storage
  /// (`copy_thread`), and so would seem to be that thread. Minimum kernel 5.12; before, such
  /// workers are no threads of the process.
  private static final int IO_WORKER = 0x10;

  private final Helpers helpers;
  private final HotSpotThread hotSpot;
  private final RingBuffer ring;
  private final boolean wanted;
  private final long threshold;
  private final StackOffsets offsets;

  OperationStacks(Helpers helpers, HotSpotThread hotSpot, RingBuffer ring, StackConfig config) {
    this.helpers = helpers;
    this.hotSpot = hotSpot;
    this.ring = ring;
    this.wanted = config.wanted();
    this.threshold = config.thresholdNanos();
    this.offsets = config.offsets();
  }

  /// For an operation that is over.
  ///
  /// @param slot of the current thread, whose [HotSpotThread#javaThread] has been asked for
  /// @return what [OperationRecord#stack] is to be
  long over(TaskStruct current, Slot slot, long nanos) {
    return wanted && nanos >= threshold ? copied(current, slot) : 0;
  }

  /// For an operation that begins and ends elsewhere, of which it is not known yet how long it
  /// takes.
  ///
  /// @param slot as above
  /// @return to be kept until [#kept]
  long begun(TaskStruct current, Slot slot) {
    return wanted ? copied(current, slot) : 0;
  }

  /// For one that takes no time, and ends elsewhere.
  ///
  /// @param slot as above
  /// @return to be kept until [#kept]
  long momentary(TaskStruct current, Slot slot) {
    return wanted && threshold == 0 ? copied(current, slot) : 0;
  }

  /// For an operation that has begun with a stack.
  ///
  /// @param stack what [#begun] returned; 0 when the thread that caused it was not seen at work
  /// @return what [OperationRecord#stack] is to be
  long kept(long stack, long nanos) {
    if (!wanted || nanos < threshold) {
      return 0;
    }
    return stack == 0 ? -CopyResults.NO_CALL : stack;
  }

  private long copied(TaskStruct current, Slot slot) {
    boolean worker = (current.flags() & IO_WORKER) != 0;
    long thread = worker || !offsets.available() ? 0 : hotSpot.known(slot);
    long sp = thread == 0 ? 0 : helpers.probeReadUserLong(thread + offsets.anchorSp());
    if (sp == 0) {
      return thread == 0 ? -CopyResults.NO_JAVA_THREAD : -CopyResults.NO_ANCHOR;
    }
    long start = sp - Long.BYTES;
    long size = helpers.probeReadUserLong(thread + offsets.stackBase()) - start;
    long now = helpers.ktimeGetNs();
    return copied(slot, thread, start, size, now) ? now : -CopyResults.NO_ROOM;
  }

  private boolean copied(Slot slot, long thread, long start, long size, long now) {
    if (size < BlockedRecord.Small.BYTES) {
      return small(slot, thread, start, size, now);
    }
    if (size < BlockedRecord.Middle.BYTES) {
      return middle(slot, thread, start, size, now);
    }
    if (size < BlockedRecord.Large.BYTES) {
      return large(slot, thread, start, size, now);
    }
    return huge(slot, thread, start, size, now);
  }

  private boolean small(Slot slot, long thread, long start, long size, long now) {
    BlockedRecord.Small entry = ring.reserve(BlockedRecord.Small.class);
    if (entry == null) {
      return false;
    }
    entry.size(BlockedRecord.Small.SIZE);
    int bytes = (int) size & BlockedRecord.Small.BYTES - 1;
    submit(entry, entry.stack(), slot, thread, start, bytes, 0, now);
    return true;
  }

  private boolean middle(Slot slot, long thread, long start, long size, long now) {
    BlockedRecord.Middle entry = ring.reserve(BlockedRecord.Middle.class);
    if (entry == null) {
      return false;
    }
    entry.size(BlockedRecord.Middle.SIZE);
    int bytes = (int) size & BlockedRecord.Middle.BYTES - 1;
    submit(entry, entry.stack(), slot, thread, start, bytes, 0, now);
    return true;
  }

  private boolean large(Slot slot, long thread, long start, long size, long now) {
    BlockedRecord.Large entry = ring.reserve(BlockedRecord.Large.class);
    if (entry == null) {
      return false;
    }
    entry.size(BlockedRecord.Large.SIZE);
    int bytes = (int) size & BlockedRecord.Large.BYTES - 1;
    submit(entry, entry.stack(), slot, thread, start, bytes, 0, now);
    return true;
  }

  private boolean huge(Slot slot, long thread, long start, long size, long now) {
    BlockedRecord.Huge entry = ring.reserve(BlockedRecord.Huge.class);
    if (entry == null) {
      return false;
    }
    entry.size(BlockedRecord.Huge.SIZE);
    long room = BlockedRecord.Huge.BYTES - Long.BYTES;
    int bytes = (int) Math.min(size, room) & BlockedRecord.Huge.BYTES - 1;
    submit(entry, entry.stack(), slot, thread, start, bytes, (int) (size - bytes), now);
    return true;
  }

  /// @param bytes to be copied, fewer than the record has room for
  /// @param missing bytes there are besides
  private void submit(
      BlockedRecord entry,
      Bytes stack,
      Slot slot,
      long thread,
      long start,
      int bytes,
      int missing,
      long now) {
    int failed = helpers.probeReadUser(stack, bytes, start);
    entry.kind(BlockedRecord.OPERATION);
    entry.tid(slot.tid());
    entry.start(now);
    entry.duration(0);
    entry.copied(failed == 0 ? CopyResults.COPIED : CopyResults.UNREADABLE);
    entry.sp(start + Long.BYTES);
    entry.fp(helpers.probeReadUserLong(thread + offsets.anchorFp()));
    entry.pc(helpers.probeReadUserLong(thread + offsets.anchorPc()));
    entry.hotSpotThread(thread);
    entry.userPc(0);
    entry.stackStart(start);
    entry.stackBytes(failed == 0 ? bytes : 0);
    entry.stackMissing(missing);
    ring.submit(entry, 0);
  }
}
