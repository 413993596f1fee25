package dev.jebpf.link;

import dev.jebpf.linux.Errno;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.LoadedProgram;

/// A program at a raw tracepoint. Minimum kernel 4.17.
public final class RawTracepointLink extends DescriptorLink implements Link {
  private RawTracepointLink(LoadedProgram program, FileDescriptor descriptor) {
    super(program, descriptor);
  }

  static RawTracepointLink attach(Kernel kernel, LoadedProgram program, String name) {
    try {
      return new RawTracepointLink(
          program, RawTracepointOpen.open(kernel, program.descriptor(), name, program.toString()));
    } catch (LinuxException refused) {
      if (refused.errno() == Errno.ENOENT) {
        throw new AttachException(
            AttachException.Obstacle.NO_TARGET, "this kernel has no tracepoint " + name, refused);
      }
      throw refused;
    }
  }
}
