package dev.jebpf.feature;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.link.AttachException;
import dev.jebpf.link.Link;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.PerfCounter;
import dev.jebpf.program.ProgramLoader;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.UserSite;
import dev.jebpf.program.VerifierException;
import java.util.List;
import java.util.OptionalInt;

/// Tries the ways to attach by attaching a program that does nothing, for a moment.
final class AttachProbes {
  /// Rare enough to be of no consequence, and in every kernel.
  private static final String CATEGORY = "sched";

  private static final String TRACEPOINT = "sched_process_exit";

  private static final String FUNCTION = "vfs_fsync_range";

  /// Occurrences of a counter.
  private static final long SELDOM = 1L << 40;

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
    return function.isPresent()
        ? attach(new AttachPoint.Fentry(FUNCTION, function.getAsInt()))
        : new Support.Inconclusive("the kernel's BTF has no function " + FUNCTION + " to try");
  }

  Support kprobe() {
    return attach(new AttachPoint.Kprobe(FUNCTION));
  }

  Support kprobeMulti() {
    return attach(new AttachPoint.KprobeMulti(List.of(FUNCTION), false));
  }

  Support kprobeSession() {
    return attach(new AttachPoint.KprobeSession(List.of(FUNCTION)));
  }

  /// Tried with the root directory, which a kernel that knows such links refuses with `EBADF` for
  /// not being a file, and another with `EINVAL`.
  Support uprobeMulti() {
    Support tried = attach(new AttachPoint.UprobeMulti(List.of(UserSite.of("/", 0)), false));
    return tried.reason().contains("EBADF") ? Support.supported() : tried;
  }

  Support softwareCounter() {
    return attach(new AttachPoint.Counted(PerfCounter.CONTEXT_SWITCHES, SELDOM));
  }

  Support hardwareCounter() {
    return attach(new AttachPoint.Counted(PerfCounter.CPU_CYCLES, SELDOM));
  }

  private Support attach(AttachPoint attach) {
    try (var program = ProgramLoader.of(kernel).load(ProgramSpec.nothing(attach));
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
