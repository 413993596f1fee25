package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;
import java.lang.foreign.Arena;

/// A program at a tracepoint with BTF-typed arguments (`tp_btf`). Minimum kernel 5.5.
///
/// Newer kernels attach it by `BPF_LINK_CREATE` like every other link; those that answer `EINVAL`
/// to that know `BPF_RAW_TRACEPOINT_OPEN` without a name.
public final class BtfTracepointLink implements Link {
  /// Offsets in `union bpf_attr`, and a value of `enum bpf_attach_type`, of `linux/bpf.h`.
  private static final int PROG_FD = 0;

  private static final int ATTACH_TYPE = 8;
  private static final int BPF_TRACE_RAW_TP = 23;

  private final LoadedProgram program;
  private final FileDescriptor descriptor;

  private BtfTracepointLink(LoadedProgram program, FileDescriptor descriptor) {
    this.program = program;
    this.descriptor = descriptor;
  }

  static BtfTracepointLink attach(Kernel kernel, LoadedProgram program) {
    long result = create(kernel, program);
    if (Errno.EINVAL.is(result)) {
      return new BtfTracepointLink(
          program, RawTracepointOpen.open(kernel, program.descriptor(), program.toString()));
    } else if (result < 0) {
      throw Bpf.failure(BpfCommand.LINK_CREATE, result, "attach " + program);
    }
    return new BtfTracepointLink(program, FileDescriptor.owning(kernel, result));
  }

  private static long create(Kernel kernel, LoadedProgram program) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(ATTACH_TYPE, BPF_TRACE_RAW_TP);
      return Bpf.call(kernel, BpfCommand.LINK_CREATE, attribute);
    }
  }

  @Override
  public LoadedProgram program() {
    return program;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
