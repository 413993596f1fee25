package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.probes.kernel.TaskStruct;

/// Run on demand, tells the calling process who it is.
final class WhoAmI {
  private final Helpers helpers;
  private final OwnProcess process;

  WhoAmI(Helpers helpers) {
    this.helpers = helpers;
    this.process = new OwnProcess(helpers);
  }

  /// Minimum kernel 5.14.
  @SyscallProgram
  void ask(OwnProcess.Answer answer) {
    process.identify(helpers.getCurrentTask(TaskStruct.class), answer);
  }
}
