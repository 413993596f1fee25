package dev.jebpf.linux;

import java.lang.foreign.Arena;

/// An event of perf_event_open(2) that runs a BPF program.
public final class PerfEvent implements AutoCloseable {
  private static final int PERF_FLAG_FD_CLOEXEC = 8;

  /// `PERF_EVENT_IOC_ENABLE`: `_IO('$', 0)`.
  private static final int IOC_ENABLE = 0x2400;

  /// `PERF_EVENT_IOC_SET_BPF`: `_IOW('$', 8, __u32)`.
  private static final int IOC_SET_BPF = 0x40042408;

  private final Kernel kernel;
  private final FileDescriptor descriptor;

  private PerfEvent(Kernel kernel, FileDescriptor descriptor) {
    this.kernel = kernel;
    this.descriptor = descriptor;
  }

  /// Opens an event.
  ///
  /// @param pid a *thread*, or -1 for all
  /// @param cpu a CPU, or -1 for all, which needs a thread
  /// @param description of the event, for an error
  public static PerfEvent open(
      Kernel kernel, PerfAttribute attribute, int pid, int cpu, String description) {
    long result =
        kernel.call(
            SystemCall.PERF_EVENT_OPEN,
            attribute.segment().address(),
            pid,
            cpu,
            -1,
            PERF_FLAG_FD_CLOEXEC,
            0);
    if (result < 0) {
      throw LinuxException.of(
          SystemCall.PERF_EVENT_OPEN,
          result,
          "open " + description + " pid=" + pid + " cpu=" + cpu);
    }
    return new PerfEvent(kernel, FileDescriptor.owning(kernel, result));
  }

  /// Opens a tracepoint.
  ///
  /// @param id the number in tracefs, `events/<category>/<name>/id`
  /// @param pid a *thread*, or -1 for all
  /// @param cpu a CPU, or -1 for all, which needs a thread
  public static PerfEvent openTracepoint(Kernel kernel, long id, int pid, int cpu) {
    try (Arena arena = Arena.ofConfined()) {
      return open(
          kernel,
          PerfAttribute.of(arena, PerfAttribute.TRACEPOINT, id),
          pid,
          cpu,
          "tracepoint id=" + id);
    }
  }

  /// Runs `program` at each occurrence from now on.
  public void run(FileDescriptor program) {
    control(IOC_SET_BPF, program.number(), "run a program at a perf event");
    control(IOC_ENABLE, 0, "enable a perf event");
  }

  private void control(int request, int argument, String attempted) {
    long result = kernel.call(SystemCall.IOCTL, descriptor.number(), request, argument);
    LinuxException.check(SystemCall.IOCTL, result, attempted);
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
