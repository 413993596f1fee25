package dev.jebpf.lang;

/// What a program may ask of the kernel. Calls on this type become helper calls, kfunc calls or
/// plain loads, whichever the running kernel offers; a test hands the program an implementation of
/// its own.
///
/// A helper that fails returns a negative errno where its result is a length or a status; reads of
/// a single word return 0 on a fault.
public interface Helpers {
  /// Nanoseconds of `CLOCK_MONOTONIC`, the clock of `System.nanoTime()`. `bpf_ktime_get_ns`.
  long ktimeGetNs();

  /// `tgid << 32 | pid` of the current task in the initial PID namespace.
  /// `bpf_get_current_pid_tgid`.
  long getCurrentPidTgid();

  /// `bpf_get_smp_processor_id`.
  int getSmpProcessorId();

  /// The current task: `bpf_get_current_task_btf` (5.11) where there is one, else
  /// `bpf_get_current_task`, and every member is read with `bpf_probe_read_kernel`.
  <T extends KernelStruct> T getCurrentTask(Class<T> type);

  /// The user registers of a task at its last entry to the kernel. `bpf_task_pt_regs`, minimum
  /// kernel 5.15.
  <T extends KernelStruct> T taskPtRegs(KernelStruct task, Class<T> type);

  /// Copies the kernel stack of a task that does not run, as the return addresses, the innermost
  /// first: at most `size` bytes, a constant. The bytes copied or a negative errno. The task must
  /// be one of a probe's arguments. `bpf_get_task_stack`, minimum kernel 5.9.
  int getTaskStack(KernelStruct task, Bytes destination, int size);

  /// Views the kernel address as a structure: `bpf_rdonly_cast` (6.2) where there is one, else
  /// every member is read with `bpf_probe_read_kernel`.
  <T extends KernelStruct> T cast(Class<T> type, long address);

  /// The kernel address behind a view.
  long address(KernelStruct struct);

  /// Whether the running kernel has the member (or one of the alternatives) behind the optional
  /// accessor of `type` of this name; a constant of the compiled program.
  boolean exists(Class<? extends KernelStruct> type, String accessor);

  /// A per-CPU `int` variable of the kernel by name, for example `__preempt_count`; 0 if this
  /// kernel's BTF has no such variable.
  int thisCpuInt(String variable);

  byte probeReadKernelByte(long address);

  short probeReadKernelShort(long address);

  int probeReadKernelInt(long address);

  long probeReadKernelLong(long address);

  byte probeReadUserByte(long address);

  short probeReadUserShort(long address);

  int probeReadUserInt(long address);

  long probeReadUserLong(long address);

  /// Copies `size` bytes (a constant, or a value the program has bounded); 0 or a negative errno.
  int probeReadKernel(Bytes destination, int size, long address);

  int probeReadUser(Bytes destination, int size, long address);

  /// Copies a NUL-terminated string of at most `size` bytes including the NUL; its length with the
  /// NUL or a negative errno.
  int probeReadKernelStr(Bytes destination, int size, long address);

  int probeReadUserStr(Bytes destination, int size, long address);

  /// Where the frame of the traced function lies on the kernel's stack of the current task: smaller
  /// for a function that it calls, the same or greater for one that is called after it has
  /// returned. The lower 32 bits of an address, zero-extended. For programs at functions' entries
  /// only.
  long frame();

  /// Whether a [KprobeSession] runs at the function's return. `bpf_session_is_return`, minimum
  /// kernel 6.10.
  boolean sessionIsReturn();
}
