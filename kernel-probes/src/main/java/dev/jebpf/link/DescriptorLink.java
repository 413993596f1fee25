package dev.jebpf.link;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.program.LoadedProgram;

/// What links have in common that are one file descriptor of the kernel: closing it detaches.
abstract sealed class DescriptorLink
    permits BtfTracepointLink, RawTracepointLink, TrampolineLink, KprobeMultiLink, UprobeMultiLink {
  private final LoadedProgram program;
  private final FileDescriptor descriptor;

  DescriptorLink(LoadedProgram program, FileDescriptor descriptor) {
    this.program = program;
    this.descriptor = descriptor;
  }

  /// The attached program, which is not owned by the link.
  public LoadedProgram program() {
    return program;
  }

  /// Detaches.
  public void close() {
    descriptor.close();
  }
}
