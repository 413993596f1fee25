package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.TaskStruct;

/// Gives a new thread its slot, and takes it back with the final account when the thread ends.
final class ThreadLifecycle {
  private static final int COMM_BYTES = 16;

  private final Helpers helpers;
  private final Threads threads;
  private final HotSpotThread hotSpot;
  private final RingBuffer ring;
  private final Totals totals;
  private final Losses losses;
  private final boolean blocked;

  /// @param blocked whether intervals off the CPU are recorded one by one
  ThreadLifecycle(
      Helpers helpers,
      Threads threads,
      HotSpotThread hotSpot,
      RingBuffer ring,
      Totals totals,
      Losses losses,
      boolean blocked) {
    this.helpers = helpers;
    this.threads = threads;
    this.hotSpot = hotSpot;
    this.ring = ring;
    this.totals = totals;
    this.losses = losses;
    this.blocked = blocked;
  }

  /// The new thread waits for a CPU from the start; its creator is the current task.
  void started(TaskStruct task, long now) {
    Slot slot = threads.claim(task);
    if (slot == null) {
      losses.slotExhausted();
    } else {
      slot.reason(Words.WOKEN);
      slot.started(now);
      slot.outSince(now);
    }
    totals.add(Kinds.THREAD_STARTED, 0, 0, 0);
    announce(task, now, slot == null ? 0 : 1);
  }

  private void announce(TaskStruct task, long now, int hasSlot) {
    ThreadStarted entry = ring.reserve(ThreadStarted.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_STARTED);
      return;
    }
    TaskStruct creator = threads.current();
    Slot creators = threads.find(creator);
    entry.kind(Kinds.THREAD_STARTED);
    entry.size(ThreadStarted.SIZE);
    entry.tid(threads.tid(task));
    entry.javaThread(creators == null ? 0 : hotSpot.javaThread(creator, creators));
    entry.spanId(creators == null ? 0 : creators.spanId());
    entry.waker(threads.tid(creator));
    entry.start(now);
    entry.duration(0);
    entry.result(hasSlot);
    helpers.probeReadKernel(entry.comm(), COMM_BYTES, helpers.address(task.command()));
    ring.submit(entry, 0);
  }

  /// The thread leaves the CPU for the last time; it is the current task.
  void ended(TaskStruct task, Slot slot, long now) {
    totals.add(Kinds.THREAD_ENDED, 0, 0, now - slot.started());
    ThreadEnded entry = ring.reserve(ThreadEnded.class);
    if (entry == null) {
      totals.dropped(Kinds.THREAD_ENDED);
      slot.outSince(now);
      slot.tid(-slot.tid());
      return;
    }
    entry.kind(Kinds.THREAD_ENDED);
    entry.size(ThreadEnded.SIZE);
    entry.tid(slot.tid());
    entry.javaThread(slot.javaThread());
    entry.spanId(slot.spanId());
    entry.waker(slot.waker());
    entry.start(slot.started());
    entry.duration(now - slot.started());
    entry.result(task.exitCode());
    entry.version(slot.version());
    entry.voluntary(slot.voluntary());
    entry.attachGap(slot.attachGap());
    for (int word = 0; word < State.WORDS; word++) {
      entry.state(word, slot.state(word));
      slot.state(word, 0);
    }
    helpers.probeReadKernel(entry.comm(), COMM_BYTES, helpers.address(task.command()));
    ring.submit(entry, 0);
    free(slot);
  }

  /// Back to zeroes, the owner last. Only its own thread could have used the slot, and that is
  /// gone.
  private void free(Slot slot) {
    slot.version(0);
    slot.waker(0);
    slot.voluntary(0);
    slot.started(0);
    slot.spanId(0);
    slot.attachGap(0);
    slot.outSince(0);
    slot.reason(0);
    slot.lastSleep(0);
    slot.wokenAt(0);
    slot.wakerNext(0);
    slot.fileSyscall(0);
    slot.syscall(0);
    slot.enteredAt(0);
    slot.argument(0);
    slot.tlsAddress(0);
    slot.hotSpotThread(0);
    slot.osthread(0);
    slot.javaThread(0);
    if (blocked) {
      slot.blockedAt(0);
      slot.wakesAt(0);
    }
    threads.release(slot);
  }
}
