package dev.jebpf.link;

import dev.jebpf.link.AttachException.Obstacle;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import java.util.List;

/// What it means that the kernel refuses a probe at one of its functions:
/// `create_local_trace_kprobe` and `register_kprobe` of `kernel/trace/trace_kprobe.c` and
/// `kernel/kprobes.c`, for kprobe.multi `bpf_kprobe_multi_link_attach` of
/// `kernel/trace/bpf_trace.c`.
final class FunctionRefusal {
  private FunctionRefusal() {}

  /// The same failure of a kprobe with an explanation, where its errno has one.
  static RuntimeException ofKprobe(LinuxException refused, String function) {
    return switch (refused.errno()) {
      case ENOENT -> missing(refused, function);
      case EADDRNOTAVAIL ->
          new AttachException(
              Obstacle.AMBIGUOUS,
              "this kernel has several functions called " + function + ": take another",
              refused);
      case EINVAL, EILSEQ, EOPNOTSUPP ->
          new AttachException(
              Obstacle.NOT_TRACEABLE,
              "the kernel does not let "
                  + function
                  + " be probed (debugfs: kprobes/blacklist); a caller of it may do",
              refused);
      case null, default -> refused;
    };
  }

  /// The same failure of kprobe.multi with an explanation, where its errno has one.
  ///
  /// @param functions those it was to be attached to
  static RuntimeException ofKprobeMulti(
      LinuxException refused, AttachPoint attach, List<String> functions) {
    return switch (refused.errno()) {
      case ENOENT, ESRCH -> missing(refused, String.join(" or ", functions));
      case EOPNOTSUPP ->
          new AttachException(
              Obstacle.NOT_BUILT,
              "cannot attach " + attach + ": this kernel was built without CONFIG_FPROBE",
              refused);
      case EINVAL ->
          new AttachException(
              Obstacle.NOT_BUILT,
              "cannot attach "
                  + attach
                  + ": this kernel does not know it (kprobe.multi came with 5.18, kprobe.session"
                  + " with 6.10)",
              refused);
      case null, default -> refused;
    };
  }

  private static AttachException missing(LinuxException refused, String function) {
    return new AttachException(
        Obstacle.NO_TARGET,
        "this kernel has no function "
            + function
            + ", or it can't be traced: inlined into its callers, marked notrace, or of another"
            + " version",
        refused);
  }
}
