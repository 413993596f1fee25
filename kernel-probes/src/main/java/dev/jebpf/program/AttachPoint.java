package dev.jebpf.program;

/// Where a program runs. More kinds (fentry, kprobe, uprobe) make their handling fail to compile
/// until every `switch` over this type knows them.
public sealed interface AttachPoint {

  /// The kernel's tracepoint with BTF-typed arguments (`tp_btf`). Minimum kernel 5.5.
  ///
  /// @param name the tracepoint without its category, for example `sched_switch`
  /// @param btfTypeId the id of typedef `btf_trace_<name>` in the BTF of the running kernel
  record BtfTracepoint(String name, int btfTypeId) implements AttachPoint {
    @Override
    public String toString() {
      return "tp_btf/" + name;
    }
  }

  /// A raw tracepoint. Minimum kernel 4.17.
  ///
  /// @param name the tracepoint without its category
  record RawTracepoint(String name) implements AttachPoint {
    @Override
    public String toString() {
      return "raw_tp/" + name;
    }
  }

  /// A tracepoint by way of a perf event; its context is the record that tracefs describes. Minimum
  /// kernel 4.7.
  ///
  /// @param category for example `syscalls`
  /// @param name for example `sys_enter_openat`
  record PerfTracepoint(String category, String name) implements AttachPoint {
    @Override
    public String toString() {
      return "tp/" + category + "/" + name;
    }
  }

  /// Runs on demand only. Minimum kernel 5.14.
  record Syscall() implements AttachPoint {
    @Override
    public String toString() {
      return "syscall";
    }
  }
}
