package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;
import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.TaskStruct;

/// What a process can't know of itself: who it is outside of its PID namespace, for the programs
/// see only the initial namespace's ids.
final class OwnProcess {
  /// What a program finds out.
  ///
  /// ```
  /// +0 tgid  +4 namespaceLevel  +8 namespace  +16 stack  +24 registers
  /// ```
  @Layout(size = Answer.SIZE)
  interface Answer extends MapView {
    int SIZE = 32;

    @Offset(0)
    int tgid();

    @Offset(0)
    void tgid(int id);

    @Offset(4)
    int namespaceLevel();

    @Offset(4)
    void namespaceLevel(int depth);

    @Offset(8)
    int namespace();

    @Offset(8)
    void namespace(int inode);

    /// `task_struct.stack` of the calling thread; [WhoCalls] only.
    @Offset(16)
    long stack();

    @Offset(16)
    void stack(long address);

    /// Where its user registers are; [WhoCalls] only, and 0 until it has been asked.
    @Offset(24)
    long registers();

    @Offset(24)
    void registers(long address);
  }

  private final PidNumbers numbers;

  OwnProcess(Helpers helpers) {
    this.numbers = new PidNumbers(helpers);
  }

  void identify(TaskStruct task, Answer answer) {
    answer.tgid(task.tgid());
    Pid pid = task.threadPid();
    answer.namespaceLevel(pid.level());
    answer.namespace(numbers.at(pid, pid.level()).namespace().inode());
  }
}
