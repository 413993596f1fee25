package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Decides at a switch-out which state the thread enters.
final class SleepReasons {
  /// `__TASK_STOPPED | __TASK_TRACED | TASK_FROZEN` of `linux/sched.h`.
  private static final long STOPPED = 0x4 | 0x8 | 0x8000;

  /// `TASK_INTERRUPTIBLE`: how the freezer holds a task. One that waits for its `vfork`ed child is
  /// marked frozen too, but uninterruptible.
  private static final long INTERRUPTIBLE = 0x1;

  private final Helpers helpers;
  private final Threads threads;
  private final MappedArray<ProbeTable> table;
  private final Descriptors descriptors;
  private final HotSpotThread hotSpot;

  SleepReasons(
      Helpers helpers, Threads threads, MappedArray<ProbeTable> table, HotSpotThread hotSpot) {
    this.helpers = helpers;
    this.threads = threads;
    this.table = table;
    this.descriptors = new Descriptors(helpers);
    this.hotSpot = hotSpot;
  }

  /// The [State#word] of a thread that leaves the CPU without wanting to.
  int runnable(TaskStruct task) {
    boolean throttled =
        helpers.exists(TaskStruct.class, "throttled")
            ? task.throttled() != 0
            : task.schedEntity().runQueue().throttleCount() > 0;
    return throttled ? Words.THROTTLED : Words.PREEMPTED;
  }

  /// The [State#word] of a thread that goes to sleep; it is the current task.
  int sleeping(TaskStruct task, Slot slot, long taskState) {
    if ((taskState & STOPPED) != 0 || frozen(task, taskState)) {
      return Words.STOPPED;
    }
    PtRegs regs = threads.registers(task);
    long number = regs.syscall();
    if (number < 0) {
      return Words.FAULT;
    }
    if (number >= ProbeTable.SYSCALLS) {
      return Words.OTHER;
    }
    int syscall = (int) number & ProbeTable.SYSCALLS - 1;
    return inSystemCall(task, slot, regs, table.at(0).syscallClass(syscall));
  }

  private static boolean frozen(TaskStruct task, long taskState) {
    return (taskState & INTERRUPTIBLE) != 0 && task.frozen() != 0;
  }

  private int inSystemCall(TaskStruct task, Slot slot, PtRegs regs, int syscallClass) {
    if (syscallClass == SyscallClass.FUTEX) {
      return hotSpot.futexState(task, slot, regs);
    }
    if (syscallClass == SyscallClass.DESCRIPTOR) {
      return onDescriptor(task, (int) regs.argument0());
    }
    if (syscallClass == SyscallClass.POLL_FEW) {
      return polling(task, regs);
    }
    if (syscallClass == SyscallClass.PATH || syscallClass == SyscallClass.CLOSE) {
      return onFile(task);
    }
    if (syscallClass == SyscallClass.SELECT) {
      return (int) regs.argument0() == 0 ? Words.SLEEP : Words.POLL;
    }
    if (syscallClass == SyscallClass.RESTART) {
      return slot.lastSleep();
    }
    return fixed(syscallClass);
  }

  private static int fixed(int syscallClass) {
    if (syscallClass == SyscallClass.SOCKET) {
      return Words.NETWORK;
    }
    if (syscallClass == SyscallClass.POLL) {
      return Words.POLL;
    }
    if (syscallClass == SyscallClass.SLEEP) {
      return Words.SLEEP;
    }
    return syscallClass == SyscallClass.MEMORY ? Words.VM : Words.OTHER;
  }

  /// `poll` of nothing is a sleep, of one descriptor a wait for that one.
  private int polling(TaskStruct task, PtRegs regs) {
    int count = (int) regs.argument1();
    if (count > 1) {
      return Words.POLL;
    }
    return count == 0
        ? Words.SLEEP
        : onDescriptor(task, helpers.probeReadUserInt(regs.argument0()));
  }

  private int onDescriptor(TaskStruct task, int descriptor) {
    int type = descriptors.type(descriptors.file(task, descriptor));
    if (type == Descriptors.SOCKET) {
      return Words.NETWORK;
    }
    boolean file =
        type == Descriptors.REGULAR
            || type == Descriptors.DIRECTORY
            || type == Descriptors.BLOCK_DEVICE;
    return file ? onFile(task) : Words.PIPE;
  }

  private static int onFile(TaskStruct task) {
    return task.ioWait() != 0 ? Words.DISK : Words.FILE;
  }
}
