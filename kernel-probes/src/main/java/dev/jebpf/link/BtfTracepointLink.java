package dev.jebpf.link;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;

/// A program at a tracepoint with BTF-typed arguments (`tp_btf`). Minimum kernel 5.5.
public final class BtfTracepointLink extends DescriptorLink implements Link {
  private BtfTracepointLink(LoadedProgram program, FileDescriptor descriptor) {
    super(program, descriptor);
  }

  static BtfTracepointLink attach(Kernel kernel, LoadedProgram program) {
    return new BtfTracepointLink(program, TracingAttachment.attach(kernel, program));
  }
}
