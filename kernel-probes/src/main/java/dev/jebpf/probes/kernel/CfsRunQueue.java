package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A run queue of the fair scheduler, `kernel/sched/sched.h`.
@Struct("cfs_rq")
public interface CfsRunQueue extends KernelStruct {
  /// Not 0 while it or a parent has used up its CPU quota.
  @Member(value = "throttle_count", optional = true)
  int throttleCount();

  /// The CPU's; only there with `CONFIG_FAIR_GROUP_SCHED`.
  @Member(value = "rq", optional = true)
  RunQueue owner();
}
