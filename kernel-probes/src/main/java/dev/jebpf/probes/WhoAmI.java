package dev.jebpf.probes;

import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;
import dev.jebpf.lang.SyscallProgram;
import dev.jebpf.probes.kernel.Pid;
import dev.jebpf.probes.kernel.TaskStruct;

/// Run on demand, tells the calling process who it is outside of its PID namespace: from inside it
/// cannot know, and the other programs see only the initial namespace's ids.
final class WhoAmI {
  /// What the program finds out.
  @Layout(size = Answer.SIZE)
  interface Answer extends MapView {
    int SIZE = 16;

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
  }

  private final Helpers helpers;
  private final PidNumbers numbers;

  WhoAmI(Helpers helpers) {
    this.helpers = helpers;
    this.numbers = new PidNumbers(helpers);
  }

  /// Minimum kernel 5.14.
  @SyscallProgram
  void ask(Answer answer) {
    TaskStruct current = helpers.getCurrentTask(TaskStruct.class);
    answer.tgid(current.tgid());
    Pid pid = current.threadPid();
    answer.namespaceLevel(pid.level());
    answer.namespace(numbers.at(pid, pid.level()).namespace().inode());
  }
}
