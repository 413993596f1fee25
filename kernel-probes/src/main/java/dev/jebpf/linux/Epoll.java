package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Duration;

/// Waits for readiness of file descriptors (epoll(7)). One thread waits; any may add or close.
public final class Epoll implements AutoCloseable {
  /// `EPOLLIN`.
  public static final int IN = 0x001;

  /// `EPOLLET`: told once per change.
  public static final int EDGE_TRIGGERED = 1 << 31;

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int MAX_EVENTS = 8;

  /// `struct epoll_event` is packed on x86-64 only: 12 bytes there, 16 elsewhere
  /// (`linux/eventpoll.h`). This is enough for either.
  private static final int EVENT_SIZE = 16;

  private final Kernel kernel;
  private final FileDescriptor descriptor;
  private final MemorySegment events = Arena.ofAuto().allocate(EVENT_SIZE * MAX_EVENTS, 8);

  private Epoll(Kernel kernel, FileDescriptor descriptor) {
    this.kernel = kernel;
    this.descriptor = descriptor;
  }

  /// Creates one.
  public static Epoll open(Kernel kernel) {
    long result = kernel.call(SystemCall.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0);
    LinuxException.check(SystemCall.EPOLL_CREATE1, result, "create an epoll instance");
    return new Epoll(kernel, FileDescriptor.owning(kernel, result));
  }

  /// Watches a descriptor for `interest`, for example `IN | EDGE_TRIGGERED`.
  public void add(FileDescriptor watched, int interest) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment event = temporary.allocate(EVENT_SIZE, 8);
      event.set(JAVA_INT_UNALIGNED, 0, interest);
      event.set(JAVA_LONG_UNALIGNED, 4, watched.number());
      long result =
          kernel.call(
              SystemCall.EPOLL_CTL,
              descriptor.number(),
              EPOLL_CTL_ADD,
              watched.number(),
              event.address());
      if (result < 0) {
        throw LinuxException.of(SystemCall.EPOLL_CTL, result, "watch " + watched);
      }
    }
  }

  /// Waits until a watched descriptor is ready, the time is over, or a signal came.
  ///
  /// @param timeout rounded up to milliseconds; negative waits without limit
  /// @return how many are ready, 0 if none
  public int await(Duration timeout) {
    long millis = timeout.isNegative() ? -1 : timeout.plusNanos(999_999).toMillis();
    long result = await(Math.min(millis, Integer.MAX_VALUE));
    if (Errno.EINTR.is(result)) {
      return 0;
    }
    return (int) LinuxException.check(SystemCall.EPOLL_PWAIT, result, "wait for events");
  }

  private long await(long millis) {
    try {
      return kernel.call(
          SystemCall.EPOLL_PWAIT, descriptor.number(), events.address(), MAX_EVENTS, millis, 0, 0);
    } finally {
      Reference.reachabilityFence(events);
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
