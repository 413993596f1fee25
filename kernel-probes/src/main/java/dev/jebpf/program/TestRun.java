package dev.jebpf.program;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `BPF_PROG_TEST_RUN`. Offsets are those of `union bpf_attr` in `linux/bpf.h`. For programs of
/// type syscall the context is written back and every other field must be 0
/// (`bpf_prog_test_run_syscall` in `net/bpf/test_run.c`).
final class TestRun {
  private static final int PROG_FD = 0;
  private static final int RETVAL = 4;
  private static final int CTX_SIZE_IN = 40;
  private static final int CTX_IN = 48;

  private TestRun() {}

  static int run(Kernel kernel, LoadedProgram program, MemorySegment context) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(CTX_SIZE_IN, (int) context.byteSize())
              .putLong(CTX_IN, context.byteSize() == 0 ? 0 : context.address());
      long result = Bpf.call(kernel, BpfCommand.PROG_TEST_RUN, attribute);
      if (result < 0) {
        throw Bpf.failure(
            BpfCommand.PROG_TEST_RUN,
            result,
            "run " + program + " context=" + context.byteSize() + " bytes");
      }
      return attribute.getInt(RETVAL);
    }
  }
}
