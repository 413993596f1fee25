package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.LoadedProgram;
import java.util.List;

/// A program at the entries, the returns, or with a session at both, of any number of kernel
/// functions. Minimum kernel 5.18 with `CONFIG_FPROBE`, a session 6.10.
///
/// Cheaper than kprobes, because the functions are called from the tracer directly.
public final class KprobeMultiLink extends DescriptorLink implements Link {
  /// Offsets in `union bpf_attr`, at `link_create.kprobe_multi` of `linux/bpf.h`.
  private static final int FLAGS = 16;
  private static final int COUNT = 20;
  private static final int SYMBOLS = 24;

  private static final int BPF_F_KPROBE_MULTI_RETURN = 1;

  private KprobeMultiLink(LoadedProgram program, FileDescriptor descriptor) {
    super(program, descriptor);
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
    return LinkCreate.call(
        kernel,
        program,
        (attribute, arena) ->
            attribute
                .putInt(FLAGS, atReturn ? BPF_F_KPROBE_MULTI_RETURN : 0)
                .putInt(COUNT, functions.size())
                .putAddress(SYMBOLS, NativeArrays.strings(arena, functions)));
  }
}
