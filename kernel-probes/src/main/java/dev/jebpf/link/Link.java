package dev.jebpf.link;

import dev.jebpf.linux.Kernel;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;

/// A program attached to its attach point. Closing detaches it; runs under way on other CPUs may
/// end a moment later.
public sealed interface Link extends AutoCloseable
    permits BtfTracepointLink, RawTracepointLink, PerfTracepointLink {

  /// The attached program, which is not owned by the link.
  LoadedProgram program();

  @Override
  void close();

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
      case AttachPoint.Syscall _ ->
          throw new IllegalArgumentException(program + " runs on demand only: see its run method");
    };
  }
}
