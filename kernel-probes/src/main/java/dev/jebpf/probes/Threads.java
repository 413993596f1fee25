package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.TaskStruct;
import dev.jebpf.probes.kernel.Upid;
import org.jspecify.annotations.Nullable;

/// The traced threads and their slots, as the kernel programs see them.
///
/// A slot is found by open addressing: at most [Slot#PROBES] slots from `tid & (slots - 1)` on,
/// [Slot#STRIDE] apart. A thread that ends leaves a hole, so a miss is certain only after all of
/// them.
final class Threads {
  /// `sizeof(struct upid)`: `{ int nr; struct pid_namespace *ns; }`.
  private static final int UPID_BYTES = 16;

  private final Helpers helpers;
  private final int tgid;
  private final MappedArray<Slot> slots;
  private final int mask;
  private final int namespaceLevel;
  private final Interrupts interrupts;

  Threads(
      Helpers helpers, ProcessIdentity process, MappedArray<Slot> slots, Interrupts interrupts) {
    this.helpers = helpers;
    this.tgid = process.tgid();
    this.namespaceLevel = process.namespaceLevel();
    this.slots = slots;
    this.mask = slots.length() - 1;
    this.interrupts = interrupts;
  }

  boolean traced(TaskStruct task) {
    return task.tgid() == tgid;
  }

  /// Whether the current task is a traced thread, and what runs now is its own doing rather than an
  /// interrupt's.
  boolean currentActs() {
    TaskStruct current = current();
    return traced(current) && !interrupts.serving(current);
  }

  /// Kernel thread id of the current task; 0 when an interrupt is at work.
  int acting() {
    TaskStruct current = current();
    return interrupts.serving(current) ? 0 : tid(current);
  }

  TaskStruct current() {
    return helpers.getCurrentTask(TaskStruct.class);
  }

  /// Thread id as the traced process knows it, in its own PID namespace; 0 for a thread that cannot
  /// be seen from there.
  int tid(TaskStruct task) {
    if (namespaceLevel == 0) {
      return task.pid();
    }
    Pid pid = task.threadPid();
    if (pid.level() < namespaceLevel) {
      return 0;
    }
    long number = helpers.address(pid.first()) + (long) namespaceLevel * UPID_BYTES;
    return helpers.cast(Upid.class, number).number();
  }

  @Nullable Slot find(TaskStruct task) {
    int tid = tid(task);
    if (namespaceLevel != 0 && tid == 0) {
      return null;
    }
    for (int i = 0; i < Slot.PROBES; i++) {
      Slot slot = slots.at(tid + i * Slot.STRIDE & mask);
      if (slot.tid() == tid) {
        return slot;
      }
    }
    return null;
  }

  /// Takes a free slot for a thread that has none.
  @Nullable Slot claim(TaskStruct task) {
    int tid = tid(task);
    if (namespaceLevel != 0 && tid == 0) {
      return null;
    }
    for (int i = 0; i < Slot.PROBES; i++) {
      Slot slot = slots.at(tid + i * Slot.STRIDE & mask);
      if (slot.tid() == 0 && slot.compareAndExchangeTid(0, tid) == 0) {
        return slot;
      }
    }
    return null;
  }
}
