package dev.jebpf.program;

/// What `BPF_PROG_LOAD` has to know of a program beside its code. Numbers are those of
/// `linux/bpf.h`.
///
/// @param type `enum bpf_prog_type`
/// @param expectedAttachType `enum bpf_attach_type`
/// @param attachBtfId a type of vmlinux's BTF, or 0
/// @param flags `BPF_F_*` of program loading
public record ProgramKind(int type, int expectedAttachType, int attachBtfId, int flags) {
  private static final int BPF_PROG_TYPE_KPROBE = 2;
  private static final int BPF_PROG_TYPE_TRACEPOINT = 5;
  private static final int BPF_PROG_TYPE_PERF_EVENT = 7;
  private static final int BPF_PROG_TYPE_RAW_TRACEPOINT = 17;
  private static final int BPF_PROG_TYPE_TRACING = 26;
  private static final int BPF_PROG_TYPE_SYSCALL = 31;

  private static final int BPF_TRACE_RAW_TP = 23;
  private static final int BPF_TRACE_FENTRY = 24;
  private static final int BPF_TRACE_FEXIT = 25;
  private static final int BPF_TRACE_KPROBE_MULTI = 42;
  private static final int BPF_TRACE_UPROBE_MULTI = 48;
  private static final int BPF_TRACE_KPROBE_SESSION = 56;

  private static final int BPF_F_SLEEPABLE = 1 << 4;

  /// The kind of program an attach point runs.
  public static ProgramKind of(AttachPoint attach) {
    return switch (attach) {
      case AttachPoint.BtfTracepoint(_, int id) -> tracing(BPF_TRACE_RAW_TP, id);
      case AttachPoint.Fentry(_, int id) -> tracing(BPF_TRACE_FENTRY, id);
      case AttachPoint.Fexit(_, int id) -> tracing(BPF_TRACE_FEXIT, id);
      case AttachPoint.RawTracepoint _ -> plain(BPF_PROG_TYPE_RAW_TRACEPOINT);
      case AttachPoint.PerfTracepoint _ -> plain(BPF_PROG_TYPE_TRACEPOINT);
      case AttachPoint.Kprobe _, AttachPoint.Kretprobe _ -> plain(BPF_PROG_TYPE_KPROBE);
      case AttachPoint.Uprobe _, AttachPoint.Uretprobe _ -> plain(BPF_PROG_TYPE_KPROBE);
      case AttachPoint.KprobeMulti _ -> probe(BPF_TRACE_KPROBE_MULTI);
      case AttachPoint.KprobeSession _ -> probe(BPF_TRACE_KPROBE_SESSION);
      case AttachPoint.UprobeMulti _ -> probe(BPF_TRACE_UPROBE_MULTI);
      case AttachPoint.Counted _, AttachPoint.Profile _, AttachPoint.Interval _ ->
          plain(BPF_PROG_TYPE_PERF_EVENT);
      case AttachPoint.Syscall _ -> new ProgramKind(BPF_PROG_TYPE_SYSCALL, 0, 0, BPF_F_SLEEPABLE);
    };
  }

  private static ProgramKind tracing(int attachType, int btfId) {
    return new ProgramKind(BPF_PROG_TYPE_TRACING, attachType, btfId, 0);
  }

  private static ProgramKind probe(int attachType) {
    return new ProgramKind(BPF_PROG_TYPE_KPROBE, attachType, 0, 0);
  }

  private static ProgramKind plain(int type) {
    return new ProgramKind(type, 0, 0, 0);
  }
}
