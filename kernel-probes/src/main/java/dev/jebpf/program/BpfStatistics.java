package dev.jebpf.program;

import dev.jebpf.linux.Bpf;
import dev.jebpf.linux.BpfAttribute;
import dev.jebpf.linux.BpfCommand;
import dev.jebpf.linux.Capability;
import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;

/// Lets the kernel measure the run time of all BPF programs of the machine for as long as this is
/// open. Costs each run of each program two readings of the clock. Needs `CAP_SYS_ADMIN`; minimum
/// kernel 5.8.
public final class BpfStatistics implements AutoCloseable {
  private static final int TYPE = 0;
  private static final int BPF_STATS_RUN_TIME = 0;

  private final FileDescriptor descriptor;

  private BpfStatistics(FileDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// Turns them on.
  ///
  /// @throws dev.jebpf.linux.LinuxException without the capability
  public static BpfStatistics enable(Kernel kernel) {
    try (Arena arena = Arena.ofConfined()) {
      BpfAttribute attribute = BpfAttribute.of(arena).putInt(TYPE, BPF_STATS_RUN_TIME);
      long result = Bpf.call(kernel, BpfCommand.ENABLE_STATS, attribute);
      if (result < 0) {
        throw Bpf.failure(
            BpfCommand.ENABLE_STATS,
            result,
            "measure the run time of programs",
            Capability.SYS_ADMIN);
      }
      return new BpfStatistics(FileDescriptor.owning(kernel, result));
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
