package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramKind;
import dev.jebpf.program.UserSite;
import java.lang.foreign.Arena;
import java.util.List;

/// A program at many instructions of one file of user space, or at the returns of the functions
/// that begin there. Minimum kernel 6.6.
///
/// It runs in every process: the link's own filter matched one *thread* in the kernels that first
/// had it, so a program that follows a process compares ids.
public final class UprobeMultiLink implements Link {
  /// Offsets in `union bpf_attr`, at `link_create.uprobe_multi` of `linux/bpf.h`.
  private static final int PROG_FD = 0;

  private static final int ATTACH_TYPE = 8;
  private static final int PATH = 16;
  private static final int OFFSETS = 24;
  private static final int SEMAPHORES = 32;
  private static final int COUNT = 48;
  private static final int FLAGS = 52;

  private static final int BPF_F_UPROBE_MULTI_RETURN = 1;

  private final LoadedProgram program;
  private final FileDescriptor descriptor;

  private UprobeMultiLink(LoadedProgram program, FileDescriptor descriptor) {
    this.program = program;
    this.descriptor = descriptor;
  }

  static UprobeMultiLink attach(
      Kernel kernel, LoadedProgram program, AttachPoint.UprobeMulti attach) {
    long result = create(kernel, program, attach.sites(), attach.atReturn());
    if (result < 0) {
      LinuxException refused = Bpf.failure(BpfCommand.LINK_CREATE, result, "attach " + attach);
      throw SiteRefusal.ofUprobeMulti(refused, attach);
    }
    return new UprobeMultiLink(program, FileDescriptor.owning(kernel, result));
  }

  private static long create(
      Kernel kernel, LoadedProgram program, List<UserSite> sites, boolean atReturn) {
    long[] offsets = sites.stream().mapToLong(UserSite::offset).toArray();
    long[] semaphores = sites.stream().mapToLong(UserSite::semaphore).toArray();
    try (Arena arena = Arena.ofConfined()) {
      ProgramKind kind = ProgramKind.of(program.spec().attach());
      BpfAttribute attribute =
          BpfAttribute.of(arena)
              .putInt(PROG_FD, program.descriptor().number())
              .putInt(ATTACH_TYPE, kind.expectedAttachType())
              .putAddress(PATH, arena.allocateFrom(sites.getFirst().file()))
              .putAddress(OFFSETS, NativeArrays.longs(arena, offsets))
              .putAddress(SEMAPHORES, NativeArrays.longs(arena, semaphores))
              .putInt(COUNT, sites.size())
              .putInt(FLAGS, atReturn ? BPF_F_UPROBE_MULTI_RETURN : 0);
      return Bpf.call(kernel, BpfCommand.LINK_CREATE, attribute);
    }
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
