package dev.jebpf.feature;

/// What this project can use of a kernel. The versions are those of the first mainline kernel;
/// whether the running one has it is found out by trying.
public enum Feature {
  /// `/sys/kernel/btf/vmlinux`. Kernel 5.4 with `CONFIG_DEBUG_INFO_BTF`.
  KERNEL_BTF("BTF of the kernel"),
  /// Array maps the JVM can map. Kernel 5.5.
  MAPPED_ARRAY("mmapable array map"),
  HASH_TABLE("hash map"),
  PER_CPU_ARRAY("per-CPU array map"),
  /// Kernel 5.11.
  TASK_STORAGE("task storage map"),
  /// Kernel 5.8.
  RING_BUFFER("ring buffer map"),
  /// Kernel 5.14.
  SYSCALL_PROGRAM("syscall program"),
  /// Kernel 4.17.
  RAW_TRACEPOINT("raw tracepoint"),
  /// Kernel 5.5.
  BTF_TRACEPOINT("BTF tracepoint (tp_btf)"),
  /// Kernel 4.7, with tracefs mounted.
  PERF_TRACEPOINT("perf tracepoint"),
  /// Kernel 5.5.
  FENTRY("fentry"),
  /// Kernel 4.17 with `CONFIG_KPROBE_EVENTS`.
  KPROBE("kprobe"),
  /// Kernel 5.18 with `CONFIG_FPROBE`.
  KPROBE_MULTI("kprobe.multi"),
  /// Kernel 6.10.
  KPROBE_SESSION("kprobe.session"),
  /// Kernel 4.17 with `CONFIG_UPROBE_EVENTS`.
  UPROBE("uprobe"),
  /// Kernel 6.6.
  UPROBE_MULTI("uprobe.multi"),
  /// Kernel 4.9. Timers are among them.
  SOFTWARE_COUNTER("perf software events"),
  /// Kernel 4.9, and a processor or hypervisor that lets them be counted.
  HARDWARE_COUNTER("perf hardware events"),
  /// Signed division, sign-extending moves and loads. Kernel 6.6.
  INSTRUCTIONS_V4("instruction set v4"),
  /// Atomics that return the old value. Kernel 5.12.
  FETCHING_ATOMICS("fetching atomics"),
  /// Kernel 6.9.
  MAY_GOTO("may_goto"),
  /// The kfunc. Kernel 6.2.
  RDONLY_CAST("bpf_rdonly_cast"),
  /// The helper. Kernel 5.11.
  CURRENT_TASK_BTF("bpf_get_current_task_btf"),
  /// The helper. Kernel 5.15.
  TASK_PT_REGS("bpf_task_pt_regs"),
  /// Addresses of per-CPU variables such as `__preempt_count`. Kernel 5.10 with
  /// `CONFIG_KALLSYMS_ALL`.
  KERNEL_VARIABLES("per-CPU variables of the kernel"),
  /// The run time of programs. Kernel 5.8 and `CAP_SYS_ADMIN`.
  BPF_STATISTICS("BPF run-time statistics"),
  /// tracefs mounted and readable.
  TRACEFS("tracefs");

  private final String label;

  Feature(String label) {
    this.label = label;
  }

  /// What users read.
  public String label() {
    return label;
  }
}
