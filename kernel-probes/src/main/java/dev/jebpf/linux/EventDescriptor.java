package dev.jebpf.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A descriptor that becomes readable when another thread says so (eventfd(2)).
public final class EventDescriptor implements AutoCloseable {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final Kernel kernel;
  private final FileDescriptor descriptor;

  private EventDescriptor(Kernel kernel, FileDescriptor descriptor) {
    this.kernel = kernel;
    this.descriptor = descriptor;
  }

  /// Creates one that is not readable.
  public static EventDescriptor open(Kernel kernel) {
    long result = kernel.call(SystemCall.EVENTFD2, 0, EFD_CLOEXEC | EFD_NONBLOCK, 0);
    LinuxException.check(SystemCall.EVENTFD2, result, "create an event descriptor");
    return new EventDescriptor(kernel, FileDescriptor.owning(kernel, result));
  }

  /// What to watch.
  public FileDescriptor descriptor() {
    return descriptor;
  }

  /// Makes it readable.
  public void signal() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
      long result = kernel.call(SystemCall.WRITE, descriptor.number(), one.address(), 8);
      if (!Errno.EAGAIN.is(result)) { // EAGAIN: the counter is full, so it is readable anyway
        LinuxException.check(SystemCall.WRITE, result, "signal an event descriptor");
      }
    }
  }

  /// Makes it unreadable again.
  public void reset() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
      long result = kernel.call(SystemCall.READ, descriptor.number(), count.address(), 8);
      if (!Errno.EAGAIN.is(result)) { // EAGAIN: it was not readable
        LinuxException.check(SystemCall.READ, result, "reset an event descriptor");
      }
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
