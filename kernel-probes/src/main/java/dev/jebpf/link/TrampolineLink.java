package dev.jebpf.link;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;

/// A program at the entry or the return of a kernel function, called by a BPF trampoline (fentry,
/// fexit). Minimum kernel 5.5, aarch64 6.0.
///
/// Which function was said when the program was loaded, and checked there.
public final class TrampolineLink implements Link {
  private final LoadedProgram program;
  private final FileDescriptor descriptor;

  private TrampolineLink(LoadedProgram program, FileDescriptor descriptor) {
    this.program = program;
    this.descriptor = descriptor;
  }

  static TrampolineLink attach(Kernel kernel, LoadedProgram program) {
    return new TrampolineLink(program, TracingAttachment.attach(kernel, program));
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
