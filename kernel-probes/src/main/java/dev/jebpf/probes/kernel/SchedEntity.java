package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// What the fair scheduler knows of a task, `linux/sched.h`.
@Struct("sched_entity")
public interface SchedEntity extends KernelStruct {
  @Member(value = "cfs_rq", optional = true)
  CfsRunQueue runQueue();
}
