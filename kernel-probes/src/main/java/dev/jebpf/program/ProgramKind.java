package dev.jebpf.program;

/// What `BPF_PROG_LOAD` has to know of a program beside its code. Numbers are those of
/// `linux/bpf.h`.
///
/// @param type `enum bpf_prog_type`
/// @param expectedAttachType `enum bpf_attach_type`
/// @param attachBtfId a type of vmlinux's BTF, or 0
/// @param flags `BPF_F_*` of program loading
public record ProgramKind(int type, int expectedAttachType, int attachBtfId, int flags) {
  private static final int BPF_PROG_TYPE_TRACEPOINT = 5;
  private static final int BPF_PROG_TYPE_RAW_TRACEPOINT = 17;
  private static final int BPF_PROG_TYPE_TRACING = 26;
  private static final int BPF_PROG_TYPE_SYSCALL = 31;

  private static final int BPF_TRACE_RAW_TP = 23;
  private static final int BPF_TRACE_FENTRY = 24;

  private static final int BPF_F_SLEEPABLE = 1 << 4;

  /// The kind of program an attach point runs.
  public static ProgramKind of(AttachPoint attach) {
    return switch (attach) {
      case AttachPoint.BtfTracepoint(_, int id) ->
          new ProgramKind(BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, id, 0);
      case AttachPoint.RawTracepoint _ -> new ProgramKind(BPF_PROG_TYPE_RAW_TRACEPOINT, 0, 0, 0);
      case AttachPoint.PerfTracepoint _ -> new ProgramKind(BPF_PROG_TYPE_TRACEPOINT, 0, 0, 0);
      case AttachPoint.Syscall _ -> new ProgramKind(BPF_PROG_TYPE_SYSCALL, 0, 0, BPF_F_SLEEPABLE);
    };
  }

  /// A program at the entry of a kernel function. Minimum kernel 5.5.
  ///
  /// @param functionId the function in vmlinux's BTF
  public static ProgramKind fentry(int functionId) {
    return new ProgramKind(BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY, functionId, 0);
  }
}
