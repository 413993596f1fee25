package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Kernel;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramKind;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.function.BiConsumer;

/// `BPF_LINK_CREATE`, minimum kernel 5.7: what links of all kinds say of their program. Offsets are
/// those of `union bpf_attr` in `linux/bpf.h`.
final class LinkCreate {
  private static final int PROG_FD = 0;
  private static final int ATTACH_TYPE = 8;

  private LinkCreate() {}

  /// Asks for a link.
  ///
  /// @param target puts what else the kind of link needs; what it allocates lives as long as the
  /// call
  /// @return the link's descriptor, or a negated errno
  static long call(
      Kernel kernel, LoadedProgram program, BiConsumer<BpfAttribute, SegmentAllocator> target) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(ATTACH_TYPE, ProgramKind.of(program.spec().attach()).expectedAttachType());
      target.accept(attribute, arena);
      return Bpf.call(kernel, BpfCommand.LINK_CREATE, attribute);
    }
  }
}
