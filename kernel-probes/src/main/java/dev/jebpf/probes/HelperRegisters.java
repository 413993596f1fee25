package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// As the helper says. Minimum kernel 5.15.
///
/// @param helpers of the program
record HelperRegisters(Helpers helpers) implements UserRegisters {
  @Override
  public PtRegs of(TaskStruct task) {
    return helpers.taskPtRegs(task, PtRegs.class);
  }
}
