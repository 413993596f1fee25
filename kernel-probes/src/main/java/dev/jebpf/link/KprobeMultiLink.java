package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramKind;
import java.lang.foreign.Arena;
import java.util.List;

/// A program at the entries, the returns, or with a session at both, of any number of kernel
/// functions. Minimum kernel 5.18 with `CONFIG_FPROBE`, a session 6.10.
///
/// Cheaper than kprobes, because the functions are called from the tracer directly.
public final class KprobeMultiLink implements Link {
  /// Offsets in `union bpf_attr`, at `link_create.kprobe_multi` of `linux/bpf.h`.
  private static final int PROG_FD = 0;

  private static final int ATTACH_TYPE = 8;
  private static final int FLAGS = 16;
  private static final int COUNT = 20;
  private static final int SYMBOLS = 24;

  private static final int BPF_F_KPROBE_MULTI_RETURN = 1;

  private final LoadedProgram program;
  private final FileDescriptor descriptor;

  private KprobeMultiLink(LoadedProgram program, FileDescriptor descriptor) {
    this.program = program;
    this.descriptor = descriptor;
  }

  static KprobeMultiLink attach(
      Kernel kernel, LoadedProgram program, List<String> functions, boolean atReturn) {
    long result = create(kernel, program, functions, atReturn);
    if (result < 0) {
      LinuxException refused =
          Bpf.failure(BpfCommand.LINK_CREATE, result, "attach " + program.spec().attach());
      throw FunctionRefusal.ofKprobeMulti(refused, program.spec().attach(), functions);
    }
    return new KprobeMultiLink(program, FileDescriptor.owning(kernel, result));
  }

  private static long create(
      Kernel kernel, LoadedProgram program, List<String> functions, boolean atReturn) {
    try (Arena arena = Arena.ofConfined()) {
      ProgramKind kind = ProgramKind.of(program.spec().attach());
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(ATTACH_TYPE, kind.expectedAttachType())
              .putInt(FLAGS, atReturn ? BPF_F_KPROBE_MULTI_RETURN : 0)
              .putInt(COUNT, functions.size())
              .putAddress(SYMBOLS, NativeArrays.strings(arena, functions));
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
