package dev.jebpf.link;

import dev.jebpf.linux.Kernel;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.UserSite;
import java.util.List;

/// A program attached to its attach point. Closing detaches it; runs under way on other CPUs may
/// end a moment later.
public sealed interface Link extends AutoCloseable
    permits BtfTracepointLink,
        RawTracepointLink,
        PerfTracepointLink,
        TrampolineLink,
        KprobeLink,
        KprobeMultiLink,
        UprobeLink,
        UprobeMultiLink,
        CounterLink,
        TimerLink {

  /// The attached program, which is not owned by the link.
  LoadedProgram program();

  @Override
  void close();

  /// Attaches a program that was loaded for one place of user space at another one as well.
  ///
  /// @throws dev.jebpf.linux.LinuxException if the kernel refuses
  /// @throws AttachException if there is no such place
  /// @throws IllegalArgumentException if it was loaded for another kind of place
  static Link attach(Kernel kernel, LoadedProgram program, UserSite site) {
    return switch (program.spec().attach()) {
      case AttachPoint.Uprobe _ -> UprobeLink.attach(kernel, program, site, false);
      case AttachPoint.Uretprobe _ -> UprobeLink.attach(kernel, program, site, true);
      default -> throw new IllegalArgumentException(program + " is for no single user site");
    };
  }

  /// Attaches a program for all threads and CPUs.
  ///
  /// @throws dev.jebpf.linux.LinuxException if the kernel refuses
  /// @throws AttachException if the attach point does not exist or can't be found
  /// @throws IllegalArgumentException if the program runs on demand only
  static Link attach(Kernel kernel, LoadedProgram program) {
    return switch (program.spec().attach()) {
      case AttachPoint.BtfTracepoint _ -> BtfTracepointLink.attach(kernel, program);
      case AttachPoint.RawTracepoint(String name) ->
          RawTracepointLink.attach(kernel, program, name);
      case AttachPoint.PerfTracepoint tracepoint ->
          PerfTracepointLink.attach(kernel, program, tracepoint);
      case AttachPoint.Fentry _, AttachPoint.Fexit _ -> TrampolineLink.attach(kernel, program);
      case AttachPoint.Kprobe(String function) ->
          KprobeLink.attach(kernel, program, function, false);
      case AttachPoint.Kretprobe(String function) ->
          KprobeLink.attach(kernel, program, function, true);
      case AttachPoint.KprobeMulti(List<String> functions, boolean atReturn) ->
          KprobeMultiLink.attach(kernel, program, functions, atReturn);
      case AttachPoint.KprobeSession(List<String> functions) ->
          KprobeMultiLink.attach(kernel, program, functions, false);
      case AttachPoint.Uprobe(UserSite site) -> UprobeLink.attach(kernel, program, site, false);
      case AttachPoint.Uretprobe(UserSite site) -> UprobeLink.attach(kernel, program, site, true);
      case AttachPoint.UprobeMulti multi -> UprobeMultiLink.attach(kernel, program, multi);
      case AttachPoint.Counted counted -> CounterLink.attach(kernel, program, counted);
      case AttachPoint.Profile profile -> TimerLink.attach(kernel, program, profile);
      case AttachPoint.Interval interval -> TimerLink.attach(kernel, program, interval);
      case AttachPoint.Syscall _ ->
          throw new IllegalArgumentException(program + " runs on demand only: see its run method");
    };
  }
}
