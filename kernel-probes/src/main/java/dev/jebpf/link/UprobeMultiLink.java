package dev.jebpf.link;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.UserSite;
import java.util.List;

/// A program at many instructions of one file of user space, or at the returns of the functions
/// that begin there. Minimum kernel 6.6.
///
/// It runs in every process: the link's own filter matched one *thread* in the kernels that first
/// had it, so a program that follows a process compares ids.
public final class UprobeMultiLink extends DescriptorLink implements Link {
  /// Offsets in `union bpf_attr`, at `link_create.uprobe_multi` of `linux/bpf.h`.
  private static final int PATH = 16;
  private static final int OFFSETS = 24;
  private static final int SEMAPHORES = 32;
  private static final int COUNT = 48;
  private static final int FLAGS = 52;

  private static final int BPF_F_UPROBE_MULTI_RETURN = 1;

  private UprobeMultiLink(LoadedProgram program, FileDescriptor descriptor) {
    super(program, descriptor);
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
    return LinkCreate.call(
        kernel,
        program,
        (attribute, arena) ->
            attribute
                .putAddress(PATH, arena.allocateFrom(sites.getFirst().file()))
                .putAddress(OFFSETS, NativeArrays.longs(arena, offsets))
                .putAddress(SEMAPHORES, NativeArrays.longs(arena, semaphores))
                .putInt(COUNT, sites.size())
                .putInt(FLAGS, atReturn ? BPF_F_UPROBE_MULTI_RETURN : 0));
  }
}
