package dev.jebpf.compiler;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// Members of every kind.
@Struct("task_struct")
interface Task extends KernelStruct {
  int pid();

  int tgid();

  @Member({"no_such_member", "pid"})
  long pidAgain();

  @Member(value = "no_such_member", optional = true)
  int absent();

  @Member("no_such_member")
  int missing();

  @Member("in_iowait")
  int ioWait();

  @Member("real_parent")
  Task parent();

  @Member("se")
  Entity entity();

  @Member("se.vruntime")
  long virtualRunTime();

  @Member("thread_pid.no")
  int wrong();

  @Member("group_leader")
  long leaderAddress();

  Bytes comm();

  @Member("start_time")
  long startTime();

  @Member("thread_pid")
  Pid threadPid();

  @Struct("pid")
  interface Pid extends KernelStruct {
    @Member("numbers[0].nr")
    int number();
  }

  @Struct("sched_entity")
  interface Entity extends KernelStruct {
    @Member("vruntime")
    long virtualRunTime();
  }
}
