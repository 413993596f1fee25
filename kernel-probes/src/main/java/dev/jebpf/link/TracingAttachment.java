package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;

/// Attaches programs of type tracing to what they named when they were loaded.
///
/// Newer kernels do so by `BPF_LINK_CREATE` like every other link; those that answer `EINVAL` to
/// that know `BPF_RAW_TRACEPOINT_OPEN` without a name.
final class TracingAttachment {
  private TracingAttachment() {}

  static FileDescriptor attach(Kernel kernel, LoadedProgram program) {
    long result = LinkCreate.call(kernel, program, (_, _) -> {});
    if (Errno.EINVAL.is(result)) {
      return RawTracepointOpen.open(kernel, program.descriptor(), program.toString());
    } else if (result < 0) {
      throw Bpf.failure(BpfCommand.LINK_CREATE, result, "attach " + program);
    }
    return FileDescriptor.owning(kernel, result);
  }
}
