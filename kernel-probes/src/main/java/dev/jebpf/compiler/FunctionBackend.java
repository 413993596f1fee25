package dev.jebpf.compiler;

/// How methods at the entries and returns of kernel functions ([dev.jebpf.lang.FunctionEntry],
/// [dev.jebpf.lang.FunctionReturn]) are attached; the best first.
public enum FunctionBackend {
  /// BPF trampolines: a call, typed arguments. Minimum kernel 5.5.
  TRAMPOLINE("fentry/fexit"),
  /// The function tracer: a call through a table, arguments from registers. Minimum kernel 5.18.
  KPROBE_MULTI("kprobe.multi"),
  /// Kprobes: a jump or a breakpoint, arguments from registers. Minimum kernel 4.17.
  KPROBE("kprobe/kretprobe");

  private final String label;

  FunctionBackend(String label) {
    this.label = label;
  }

  /// What users read.
  public String label() {
    return label;
  }
}
