package dev.jebpf.link;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;

/// A program at the entry or the return of a kernel function, called by a BPF trampoline (fentry,
/// fexit). Minimum kernel 5.5, aarch64 6.0.
///
/// Which function was said when the program was loaded, and checked there.
public final class TrampolineLink extends DescriptorLink implements Link {
  private TrampolineLink(LoadedProgram program, FileDescriptor descriptor) {
    super(program, descriptor);
  }

  static TrampolineLink attach(Kernel kernel, LoadedProgram program) {
    return new TrampolineLink(program, TracingAttachment.attach(kernel, program));
  }
}
