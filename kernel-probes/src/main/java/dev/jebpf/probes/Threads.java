package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;
import dev.jebpf.probes.kernel.Upid;
import org.jspecify.annotations.Nullable;

/// The traced threads and their slots, as the kernel programs see them.
///
/// A slot is found by open addressing: at most [Slot#PROBES] slots from `tid & (slots - 1)` on,
/// [ThreadSlots#stride] apart. A thread that ends leaves a hole, so a miss is certain only after
/// all of them.
final class Threads {
  /// Instead of the id of a thread that the traced process's PID namespace does not show.
  static final int OUTSIDE = -1;

  private final Helpers helpers;
  private final PidNumbers numbers;
  private final int tgid;
  private final MappedArray<Slot> slots;
  private final int mask;
  private final int stride;
  private final int namespaceLevel;
  private final int namespace;
  private final SlotClaims claims;
  private final UserRegisters registers;
  private final Interrupts interrupts;

  Threads(
      Helpers helpers,
      ProcessIdentity process,
      MappedArray<Slot> slots,
      SlotClaims claims,
      UserRegisters registers,
      Interrupts interrupts) {
    this.helpers = helpers;
    this.numbers = new PidNumbers(helpers);
    this.tgid = process.tgid();
    this.namespaceLevel = process.namespaceLevel();
    this.namespace = process.namespace();
    this.slots = slots;
    this.mask = slots.length() - 1;
    this.stride = ThreadSlots.stride(slots.length());
    this.claims = claims;
    this.registers = registers;
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

  /// Kernel thread id of the current task, traced or not; 0 when an interrupt is at work.
  int acting() {
    TaskStruct current = current();
    if (interrupts.serving(current)) {
      return 0;
    }
    return namespaceLevel == 0 || traced(current) ? tid(current) : stranger(current);
  }

  /// The id of a thread of another process: a namespace beside ours uses the same numbers for other
  /// threads.
  private int stranger(TaskStruct task) {
    Pid pid = task.threadPid();
    if (pid.level() < namespaceLevel) {
      return OUTSIDE;
    }
    Upid inside = numbers.at(pid, namespaceLevel);
    return inside.namespace().inode() == namespace ? inside.number() : OUTSIDE;
  }

  TaskStruct current() {
    return helpers.getCurrentTask(TaskStruct.class);
  }

  /// Id of a traced thread as its process knows it, in its own PID namespace; 0 for one that is so
  /// far gone that it has lost it.
  int tid(TaskStruct task) {
    if (namespaceLevel == 0) {
      return task.pid();
    }
    Pid pid = task.threadPid();
    if (pid.level() < namespaceLevel) {
      return 0;
    }
    return numbers.at(pid, namespaceLevel).number();
  }

  /// The user registers of a traced thread that is in the kernel.
  PtRegs registers(TaskStruct task) {
    return registers.of(task);
  }

  @Nullable Slot find(TaskStruct task) {
    int tid = tid(task);
    if (namespaceLevel != 0 && tid == 0) {
      return null;
    }
    for (int i = 0; i < Slot.PROBES; i++) {
      Slot slot = slots.at(tid + i * stride & mask);
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
      int index = tid + i * stride & mask;
      Slot slot = slots.at(index);
      if (slot.tid() == 0 && claims.take(slot, index, tid)) {
        return slot;
      }
    }
    return null;
  }

  /// Gives a slot back that holds nothing any more.
  void release(Slot slot) {
    claims.release(slot);
  }
}
