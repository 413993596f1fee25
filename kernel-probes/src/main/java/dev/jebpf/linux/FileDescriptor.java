package dev.jebpf.linux;

import java.util.concurrent.atomic.AtomicInteger;

/// A file descriptor and the duty to close it. May be closed from any thread, any number of times.
public final class FileDescriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private final Kernel kernel;
  private final AtomicInteger number;

  private FileDescriptor(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = new AtomicInteger(number);
  }

  /// Takes over the descriptor that a call returned.
  public static FileDescriptor owning(Kernel kernel, long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("file descriptor=" + number);
    }
    return new FileDescriptor(kernel, (int) number);
  }

  /// The number, for use in a system call.
  ///
  /// @throws IllegalStateException if it has been closed
  public int number() {
    int current = number.get();
    if (current == CLOSED) {
      throw new IllegalStateException("file descriptor is closed");
    }
    return current;
  }

  /// Whether [#close] has not been called yet.
  public boolean isOpen() {
    return number.get() != CLOSED;
  }

  /// Closes it. An error of close(2) is of no use to anyone: the descriptor is gone in any case.
  @Override
  public void close() {
    int current = number.getAndSet(CLOSED);
    if (current != CLOSED) {
      var _ = kernel.call(SystemCall.CLOSE, current, 0, 0);
    }
  }

  @Override
  public String toString() {
    int current = number.get();
    return current == CLOSED ? "fd closed" : "fd " + current;
  }
}
