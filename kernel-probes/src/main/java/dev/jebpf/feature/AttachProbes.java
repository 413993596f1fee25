package dev.jebpf.feature;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.link.AttachException;
import dev.jebpf.link.Link;
import dev.jebpf.link.RawTracepointOpen;
import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadRequest;
import dev.jebpf.program.ProgramKind;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.VerifierException;
import java.lang.foreign.Arena;
import java.util.OptionalInt;

/// Tries the ways to attach by attaching a program that does nothing, for a moment.
final class AttachProbes {
  /// Rare enough to be of no consequence, and in every kernel.
  private static final String CATEGORY = "sched";

  private static final String TRACEPOINT = "sched_process_exit";

  private static final String FUNCTION = "vfs_fsync_range";

  private final Kernel kernel;
  private final KernelBtf btf;

  AttachProbes(Kernel kernel, KernelBtf btf) {
    this.kernel = kernel;
    this.btf = btf;
  }

  Support rawTracepoint() {
    return attach(new AttachPoint.RawTracepoint(TRACEPOINT));
  }

  Support perfTracepoint() {
    Support tracefs = FileProbes.traceFs();
    return tracefs.isSupported()
        ? attach(new AttachPoint.PerfTracepoint(CATEGORY, TRACEPOINT))
        : tracefs;
  }

  Support btfTracepoint() {
    if (btf.types().isEmpty()) {
      return btf.support();
    }
    var id = btf.types().get().find("btf_trace_" + TRACEPOINT, BtfKind.TYPEDEF);
    return id.isPresent()
        ? attach(new AttachPoint.BtfTracepoint(TRACEPOINT, id.getAsInt()))
        : new Support.Unsupported("the kernel's BTF has no tracepoint types");
  }

  /// The kernel accepts such a program and refuses, on processors without trampolines and under
  /// some policies, to attach it.
  Support fentry() {
    if (btf.types().isEmpty()) {
      return btf.support();
    }
    OptionalInt function = btf.types().get().find(FUNCTION, BtfKind.FUNC);
    if (function.isEmpty()) {
      return new Support.Inconclusive("the kernel's BTF has no function " + FUNCTION + " to try");
    }
    try (Arena arena = Arena.ofConfined()) {
      byte[] code = ProgramProbes.spec(new AttachPoint.Syscall()).code();
      ProgramKind kind = ProgramKind.fentry(function.getAsInt());
      long result = LoadRequest.of(arena, kind, "jebpf.probe", code, "Dual MIT/GPL").load(kernel);
      if (result < 0) {
        throw Bpf.failure(BpfCommand.PROG_LOAD, result, "load a program for fentry/" + FUNCTION);
      }
      try (FileDescriptor program = FileDescriptor.owning(kernel, result);
          var _ = RawTracepointOpen.open(kernel, program, "a program to fentry/" + FUNCTION)) {
        return Support.supported();
      }
    } catch (LinuxException refused) {
      return Verdict.of(refused);
    }
  }

  private Support attach(AttachPoint attach) {
    try (var program = ProgramLoader.of(kernel).load(ProgramProbes.spec(attach));
        var _ = Link.attach(kernel, program)) {
      return Support.supported();
    } catch (LinuxException refused) {
      return Verdict.of(refused);
    } catch (VerifierException refused) {
      return new Support.Unsupported(refused.log().summary());
    } catch (AttachException impossible) {
      return new Support.Unsupported(String.valueOf(impossible.getMessage()));
    }
  }
}
