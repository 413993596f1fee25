package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Struct;

/// A CPU's run queue, `kernel/sched/sched.h`: an element of the per-CPU variable `runqueues`.
@Struct("rq")
public interface RunQueue extends KernelStruct {
  /// `sched_clock()` as of the last `update_rq_clock`.
  long clock();
}
