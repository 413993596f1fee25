package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramKind;
import java.lang.foreign.Arena;

/// Attaches programs of type tracing to what they named when they were loaded.
///
/// Newer kernels do so by `BPF_LINK_CREATE` like every other link; those that answer `EINVAL` to
/// that know `BPF_RAW_TRACEPOINT_OPEN` without a name.
final class TracingAttachment {
  /// Offsets in `union bpf_attr` of `linux/bpf.h`.
  private static final int PROG_FD = 0;

  private static final int ATTACH_TYPE = 8;

  private TracingAttachment() {}

  static FileDescriptor attach(Kernel kernel, LoadedProgram program) {
    long result = create(kernel, program);
    if (Errno.EINVAL.is(result)) {
      return RawTracepointOpen.open(kernel, program.descriptor(), program.toString());
    } else if (result < 0) {
      throw Bpf.failure(BpfCommand.LINK_CREATE, result, "attach " + program);
    }
    return FileDescriptor.owning(kernel, result);
  }

  private static long create(Kernel kernel, LoadedProgram program) {
    try (Arena arena = Arena.ofConfined()) {
      ProgramKind kind = ProgramKind.of(program.spec().attach());
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(ATTACH_TYPE, kind.expectedAttachType());
      return Bpf.call(kernel, BpfCommand.LINK_CREATE, attribute);
    }
  }
}
