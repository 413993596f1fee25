package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// At the top of the thread's kernel stack, where every entry from user space puts them: the same
/// distance from the stack's other end for all threads (`task_pt_regs` in `asm/processor.h`).
///
/// For kernels without `bpf_task_pt_regs`. The distance is not in BTF and depends on how the kernel
/// was built; [WhoAmI] measures it.
///
/// @param helpers of the program
/// @param distance bytes from `task_struct.stack` to the registers
record StackRegisters(Helpers helpers, long distance) implements UserRegisters {
  @Override
  public PtRegs of(TaskStruct task) {
    return helpers.cast(PtRegs.class, task.stack() + distance);
  }
}
