package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;

/// What a Java thread is blocked by when it waits for a monitor or is parked, and who has it.
///
/// Who has it is asked when the thread leaves the CPU: when it is woken, it has been given up. What
/// it is does not change as long as the thread is blocked, so that this can wait until it is known
/// that the interval is recorded.
final class Blockers {
  /// `ObjectMonitor::ANONYMOUS_OWNER` and `DEFLATER_MARKER` (`objectMonitor.hpp`); Java threads
  /// have greater ids.
  private static final long ANONYMOUS_OWNER = 1;

  private static final long DEFLATER_MARKER = 2;

  private final Helpers helpers;
  private final BlockerOffsets offsets;
  private final JavaHeap heap;

  Blockers(Helpers helpers, BlockerOffsets offsets) {
    this.helpers = helpers;
    this.offsets = offsets;
    this.heap = new JavaHeap(helpers, offsets.heap());
  }

  /// Notes, as the current thread leaves the CPU, who has what it waits for.
  ///
  /// @param state [State#word] of what it leaves the CPU for; for these HotSpot's thread is known
  void left(Slot slot, int state) {
    if (!offsets.available()) {
      return;
    }
    if (state == Words.LOCK) {
      slot.owner(monitorOwner(monitor(slot.hotSpotThread(), state)));
    } else if (state == Words.PARK) {
      slot.owner(heap.understood() ? lockOwner(slot.hotSpotThread()) : BlockerOwner.UNKNOWN);
    }
  }

  /// One that waits to enter; one that was notified, and waits to enter again, still has it as the
  /// one it waited for.
  private long monitor(long thread, int state) {
    long pending =
        state == Words.LOCK ? helpers.probeReadUserLong(thread + offsets.pendingMonitor()) : 0;
    return pending != 0 ? pending : helpers.probeReadUserLong(thread + offsets.waitingMonitor());
  }

  private long monitorOwner(long monitor) {
    if (monitor == 0) {
      return BlockerOwner.UNKNOWN;
    }
    long owner = helpers.probeReadUserLong(monitor + offsets.monitorOwner());
    if (owner == ANONYMOUS_OWNER) {
      return BlockerOwner.ANONYMOUS;
    }
    return owner == DEFLATER_MARKER ? BlockerOwner.NOBODY : owner;
  }

  private long lockOwner(long thread) {
    long before = heap.moment();
    long blocker = parkBlocker(thread);
    if (blocker < 0) {
      return BlockerOwner.UNKNOWN;
    }
    long owner = blocker == 0 ? BlockerOwner.NOBODY : ownerOf(blocker);
    return before != 0 && before == heap.moment() ? owner : BlockerOwner.UNKNOWN;
  }

  /// The blocker the thread parked with; 0 for none.
  private long parkBlocker(long thread) {
    long reference = helpers.probeReadUserLong(thread + offsets.currentThread());
    long javaThread = heap.behind(reference);
    return javaThread > 0 ? heap.at(javaThread + offsets.parkBlocker()) : -1;
  }

  private long ownerOf(long blocker) {
    long klass = heap.klass(blocker);
    if (klass == 0) {
      return BlockerOwner.UNKNOWN;
    }
    if (helpers.probeReadUserLong(klass + offsets.ownableSuper()) != offsets.ownable()) {
      return BlockerOwner.NOBODY;
    }
    long owner = heap.at(blocker + offsets.exclusiveOwner());
    if (owner == 0) {
      return BlockerOwner.NOBODY;
    }
    long id = owner > 0 ? helpers.probeReadUserLong(owner + offsets.threadId()) : 0;
    return id == 0 ? BlockerOwner.UNKNOWN : id;
  }

  /// Notes what the current thread was blocked by until just now.
  ///
  /// @param thread HotSpot's; 0 if it has none
  void identify(Slot slot, long thread) {
    int state = slot.blockedCause() & Words.MASK;
    slot.blocker(0);
    slot.blockerKlass(0);
    slot.blockerRead(offsets.available() ? blocker(slot, thread, state) : BlockerResults.NOT_READ);
  }

  private int blocker(Slot slot, long thread, int state) {
    if (thread == 0) {
      return BlockerResults.NONE;
    }
    if (state == Words.LOCK || state == Words.WAIT) {
      return monitorOf(slot, monitor(thread, state));
    }
    return state == Words.PARK ? parkedBy(slot, thread) : BlockerResults.NONE;
  }

  private int monitorOf(Slot slot, long monitor) {
    if (monitor == 0) {
      return BlockerResults.NONE;
    }
    slot.blocker(monitor);
    if (!heap.understood()) {
      return BlockerResults.NO_CLASS;
    }
    long before = heap.moment();
    long reference = helpers.probeReadUserLong(monitor + offsets.monitorObject());
    return classOf(slot, heap.behind(reference), before);
  }

  private int parkedBy(Slot slot, long thread) {
    if (!heap.understood()) {
      return BlockerResults.NOT_READ;
    }
    long before = heap.moment();
    long blocker = parkBlocker(thread);
    if (blocker == 0) {
      return before != 0 && before == heap.moment() ? BlockerResults.NONE : BlockerResults.MOVING;
    }
    int read = classOf(slot, blocker, before);
    slot.blocker(read == BlockerResults.KNOWN ? blocker : 0);
    return read;
  }

  /// @param before the heap's moment before the object was found
  private int classOf(Slot slot, long object, long before) {
    long klass = object > 0 ? heap.klass(object) : 0;
    if (object < 0 || before == 0 || before != heap.moment()) {
      return BlockerResults.MOVING;
    }
    if (klass == 0) {
      return BlockerResults.UNREADABLE;
    }
    slot.blockerKlass(klass);
    return BlockerResults.KNOWN;
  }
}
