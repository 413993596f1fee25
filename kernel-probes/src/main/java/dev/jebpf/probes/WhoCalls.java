package dev.jebpf.probes;

import dev.jebpf.lang.BtfTracepoint;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.probes.kernel.PtRegs;
import dev.jebpf.probes.kernel.TaskStruct;

/// Tells a process who it is where no program runs on demand, and where a thread's user registers
/// are: attached to all system calls for as long as it takes to make one that carries a token, in
/// arguments that the call itself has no use for.
final class WhoCalls {
  private final Helpers helpers;
  private final OwnProcess process;
  private final MappedArray<OwnProcess.Answer> answers;
  private final long token;

  /// @param token a random number that no other call has for its first two arguments
  WhoCalls(Helpers helpers, MappedArray<OwnProcess.Answer> answers, long token) {
    this.helpers = helpers;
    this.process = new OwnProcess(helpers);
    this.answers = answers;
    this.token = token;
  }

  @BtfTracepoint("sys_enter")
  void asked(PtRegs regs, long number) {
    if (regs.argument0() == token && regs.argument1() == ~token) {
      TaskStruct task = helpers.getCurrentTask(TaskStruct.class);
      OwnProcess.Answer answer = answers.at(0);
      process.identify(task, answer);
      answer.stack(task.stack());
      answer.registers(helpers.address(regs));
    }
  }
}
