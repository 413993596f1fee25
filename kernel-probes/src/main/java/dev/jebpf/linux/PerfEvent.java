package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An event of perf_event_open(2) that runs a BPF program.
public final class PerfEvent implements AutoCloseable {
  private static final int PERF_TYPE_TRACEPOINT = 2;
  private static final int PERF_FLAG_FD_CLOEXEC = 8;

  /// `PERF_ATTR_SIZE_VER0` of `linux/perf_event.h` has all that is needed.
  private static final int ATTRIBUTE_SIZE = 64;

  private static final int TYPE = 0;
  private static final int SIZE = 4;
  private static final int CONFIG = 8;
  private static final int SAMPLE_PERIOD = 16;
  private static final int WAKEUP_EVENTS = 48;

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

  /// Opens a tracepoint.
  ///
  /// @param id the number in tracefs, `events/<category>/<name>/id`
  /// @param pid a *thread*, or -1 for all
  /// @param cpu a CPU, or -1 for all, which needs a thread
  public static PerfEvent openTracepoint(Kernel kernel, long id, int pid, int cpu) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attribute = arena.allocate(ATTRIBUTE_SIZE, 8);
      attribute.set(JAVA_INT, TYPE, PERF_TYPE_TRACEPOINT);
      attribute.set(JAVA_INT, SIZE, ATTRIBUTE_SIZE);
      attribute.set(JAVA_LONG, CONFIG, id);
      attribute.set(JAVA_LONG, SAMPLE_PERIOD, 1);
      attribute.set(JAVA_INT, WAKEUP_EVENTS, 1);
      long result =
          kernel.call(
              SystemCall.PERF_EVENT_OPEN,
              attribute.address(),
              pid,
              cpu,
              -1,
              PERF_FLAG_FD_CLOEXEC,
              0);
      if (result < 0) {
        throw LinuxException.of(
            SystemCall.PERF_EVENT_OPEN,
            result,
            "open tracepoint id=" + id + " pid=" + pid + " cpu=" + cpu);
      }
      return new PerfEvent(kernel, FileDescriptor.owning(kernel, result));
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
