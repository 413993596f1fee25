package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// A thread, `linux/sched.h`.
@Struct("task_struct")
public interface TaskStruct extends KernelStruct {
  /// Thread id in the initial PID namespace.
  int pid();

  /// Process id in the initial PID namespace.
  int tgid();

  @Member("thread_pid")
  Pid threadPid();

  /// `TASK_*`; the name has underscores since 5.14.
  @Member({"__state", "state"})
  long state();

  /// `PF_*`.
  int flags();

  @Member("exit_code")
  int exitCode();

  /// When it was created, on `CLOCK_MONOTONIC`.
  @Member("start_time")
  long startTime();

  /// 1 while it sleeps for a block device.
  @Member("in_iowait")
  int ioWait();

  /// 1 while the cgroup freezer holds it.
  @Member(value = "frozen", optional = true)
  int frozen();

  /// 1 while its cgroup has used up its CPU quota; 6.18 and later.
  @Member(value = "throttled", optional = true)
  int throttled();

  /// When it was last given a CPU, by the clock of that CPU's run queue; only there with
  /// `CONFIG_SCHED_INFO`, as all of its kind.
  @Member(value = "sched_info.last_arrival", optional = true)
  long lastArrival();

  /// Since when it waits for a CPU, by the same clock; 0 when it does not.
  @Member(value = "sched_info.last_queued", optional = true)
  long lastQueued();

  @Member("se")
  SchedEntity schedEntity();

  /// Its file descriptors; null late in its exit.
  FilesStruct files();

  /// Kept per task on aarch64, per CPU on x86-64.
  @Member(value = "thread_info.preempt_count", optional = true)
  int preemptCount();

  /// The end of its kernel stack that it grows towards.
  @Member("stack")
  long stack();

  /// User space's thread pointer: x86-64, aarch64.
  @Member({"thread.fsbase", "thread.uw.tp_value"})
  long threadPointer();

  /// `TASK_COMM_LEN` = 16 bytes.
  @Member("comm")
  CharArray command();
}
