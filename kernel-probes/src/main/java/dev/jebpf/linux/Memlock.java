package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The limit on locked memory, which kernels before 5.11 charge BPF objects to.
public final class Memlock {
  private static final int RLIMIT_MEMLOCK = 8;
  private static final long RLIM_INFINITY = -1;

  private Memlock() {}

  /// Lifts the limit of this process as far as it may go: without bound with `CAP_SYS_RESOURCE`,
  /// else to the hard limit. To be called after an `EPERM` only: newer kernels don't need it, and
  /// the limit guards more than BPF.
  ///
  /// @return whether the limit is higher than it was
  public static boolean raise(Kernel kernel) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(16, 8); // struct rlimit64: soft, hard
      if (prlimit(kernel, MemorySegment.NULL, limits) < 0) {
        return false;
      }
      long soft = limits.get(JAVA_LONG, 0);
      long hard = limits.get(JAVA_LONG, 8);
      if (soft == RLIM_INFINITY) {
        return false;
      }
      return set(kernel, limits, RLIM_INFINITY, RLIM_INFINITY)
          || (soft != hard && set(kernel, limits, hard, hard));
    }
  }

  private static boolean set(Kernel kernel, MemorySegment limits, long soft, long hard) {
    limits.set(JAVA_LONG, 0, soft);
    limits.set(JAVA_LONG, 8, hard);
    return prlimit(kernel, limits, MemorySegment.NULL) >= 0;
  }

  private static long prlimit(Kernel kernel, MemorySegment update, MemorySegment current) {
    return kernel.call(
        SystemCall.PRLIMIT64, 0, RLIMIT_MEMLOCK, update.address(), current.address());
  }
}
