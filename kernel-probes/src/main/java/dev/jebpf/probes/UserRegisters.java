package dev.jebpf.probes;

import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Where a thread's user registers are while it is in the kernel.
interface UserRegisters {
  /// Those of a thread of the traced process, at its last entry to the kernel.
  PtRegs of(TaskStruct task);
}
