package dev.jebpf.oracle;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// What the [UnaccountedProgram] reads of a thread, `linux/sched.h`.
@Struct("task_struct")
interface ScheduledTask extends KernelStruct {
  /// Thread id in the initial PID namespace.
  int pid();

  /// What the scheduler has for it on the CPU it is on.
  @Member("se.cfs_rq")
  Queue queue();

  /// `kernel/sched/sched.h`.
  @Struct("cfs_rq")
  interface Queue extends KernelStruct {
    /// Only there with `CONFIG_FAIR_GROUP_SCHED`.
    @Member("rq")
    Clocks clocks();
  }

  /// The clocks of a CPU, as of their last update (`update_rq_clock`, `kernel/sched/core.c`).
  @Struct("rq")
  interface Clocks extends KernelStruct {
    /// All time.
    @Member("clock")
    long all();

    /// Less what went to interrupts (`CONFIG_IRQ_TIME_ACCOUNTING`) and to other machines
    /// (`CONFIG_PARAVIRT_TIME_ACCOUNTING`): threads are charged by this one.
    @Member("clock_task")
    long tasks();
  }
}
