package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.CfsRunQueue;
import dev.jebpf.probes.kernel.KernelInt;
import dev.jebpf.probes.kernel.TaskStruct;

/// Whether the current task is at work, or an interrupt is that happened to hit it.
final class Interrupts {
  /// Of the kernel's preempt count (`linux/preempt.h`): NMI and hardirq depth, and the bit for
  /// serving a softirq. The bits above that one only say that softirqs are held off.
  private static final int SERVING = 0x00ff_0100;

  private final Helpers helpers;
  private final PreemptCount preemptCount;

  Interrupts(Helpers helpers, PreemptCount preemptCount) {
    this.helpers = helpers;
    this.preemptCount = preemptCount;
  }

  /// `false` too where the kernel does not let us know.
  boolean serving(TaskStruct current) {
    return (count(current) & SERVING) != 0;
  }

  private int count(TaskStruct current) {
    if (helpers.exists(TaskStruct.class, "preemptCount")) {
      return current.preemptCount();
    }
    if (!preemptCount.known() || !helpers.exists(CfsRunQueue.class, "owner")) {
      return 0;
    }
    long runQueue = helpers.address(current.schedEntity().runQueue().owner());
    return helpers.cast(KernelInt.class, runQueue + preemptCount.fromRunQueue()).value();
  }
}
