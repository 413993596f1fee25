package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Reads memory that may not be there: this process's own, through the kernel, which answers with
/// an error where a plain read would kill the JVM (process_vm_readv(2)).
///
/// Confined to one thread at a time; one call costs a few hundred nanoseconds and allocates
/// nothing.
public final class ProcessMemory {
  /// `struct iovec`: address, length.
  private static final long IOVEC_SIZE = 16;

  private final Kernel kernel;
  private final long pid;
  private final MemorySegment vectors = Arena.ofAuto().allocate(2 * IOVEC_SIZE, 8);

  private ProcessMemory(Kernel kernel, long pid) {
    this.kernel = kernel;
    this.pid = pid;
  }

  /// This process's memory.
  public static ProcessMemory ofSelf(Kernel kernel) {
    return new ProcessMemory(kernel, kernel.call(SystemCall.GETPID, 0, 0, 0));
  }

  /// Copies from `address` into native memory.
  ///
  /// @return the bytes read, fewer than asked for when a part is not mapped, or a negated errno
  /// (`EFAULT` when nothing is)
  public long read(long address, MemorySegment destination) {
    vectors.set(JAVA_LONG, 0, destination.address());
    vectors.set(JAVA_LONG, 8, destination.byteSize());
    vectors.set(JAVA_LONG, IOVEC_SIZE, address);
    vectors.set(JAVA_LONG, IOVEC_SIZE + 8, destination.byteSize());
    try {
      return kernel.call(
          SystemCall.PROCESS_VM_READV,
          pid,
          vectors.address(),
          1,
          vectors.address() + IOVEC_SIZE,
          1,
          0);
    } finally {
      Reference.reachabilityFence(vectors);
    }
  }
}
