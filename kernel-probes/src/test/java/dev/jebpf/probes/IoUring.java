package dev.jebpf.probes;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jebpf.linux.FileDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.MappedMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// A ring of io_uring(7) for one thread, with one request at a time that is waited for.
///
/// Offsets are those of `struct io_uring_params` and its parts, of `struct io_uring_sqe` and of
/// `struct io_uring_cqe` in `linux/io_uring.h`. Only its thread touches the queues, and it enters
/// the kernel between filling one and reading the other, which is all the ordering they need.
final class IoUring implements AutoCloseable {
  /// What carries a request out.
  enum By {
    /// The thread that enters the kernel, if the file lets it without waiting, else a worker.
    ANYONE(0),
    /// A worker: `IOSQE_ASYNC`.
    WORKER(1 << 4);

    private final byte flags;

    By(int flags) {
      this.flags = (byte) flags;
    }
  }

  /// The same for all architectures: `include/uapi/asm-generic/unistd.h`.
  private static final long SETUP = 425;

  private static final long ENTER = 426;
  private static final long GETEVENTS = 1;

  private static final int PARAMS_BYTES = 120;
  private static final int SQ_TAIL = 40 + 4;
  private static final int SQ_MASK = 40 + 8;
  private static final int SQ_ARRAY = 40 + 24;
  private static final int CQ_HEAD = 80;
  private static final int CQ_TAIL = 80 + 4;
  private static final int CQ_MASK = 80 + 8;
  private static final int CQ_CQES = 80 + 20;

  private static final long SQ_RING = 0;
  private static final long CQ_RING = 0x800_0000;
  private static final long SQES = 0x1000_0000;
  private static final int MAPPED_BYTES = 4096;
  private static final int SQE_BYTES = 64;
  private static final int CQE_BYTES = 16;
  private static final int CQE_RESULT = 8;

  private static final int OPENAT = 18;
  private static final int READ = 22;
  private static final int WRITE = 23;
  private static final int READ_WRITE = 2; // O_RDWR

  private static final MethodHandle SYSCALL = link();

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
  private final MemorySegment params = arena.allocate(PARAMS_BYTES, Long.BYTES);
  private final FileDescriptor ring;
  private final MappedMemory submissions;
  private final MappedMemory completions;
  private final MappedMemory requests;

  private IoUring() {
    long number = call(SETUP, 1, params.address(), 0, 0);
    if (number < 0) {
      throw new UnsupportedOperationException("io_uring_setup: errno " + -number);
    }
    ring = FileDescriptor.owning(Kernel.running(), number);
    submissions = map(SQ_RING);
    completions = map(CQ_RING);
    requests = map(SQES);
  }

  /// @throws UnsupportedOperationException when the kernel has none or does not allow it
  static IoUring open() {
    return new IoUring();
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }

  private MappedMemory map(long offset) {
    return MappedMemory.map(Kernel.running(), ring, offset, MAPPED_BYTES, true);
  }

  /// Opens a file that exists.
  FileDescriptor open(Path file) {
    long name = arena.allocateFrom(file.toString()).address();
    int number = request(OPENAT, By.ANYONE, -1, name, 0, 0, READ_WRITE);
    return FileDescriptor.owning(Kernel.running(), number);
  }

  /// Reads bytes at an offset; a negated errno if that fails.
  int read(FileDescriptor file, int bytes, long offset, By by) {
    return request(READ, by, file.number(), arena.allocate(bytes).address(), bytes, offset, 0);
  }

  /// Writes zeroes at an offset; a negated errno if that fails.
  int write(FileDescriptor file, int bytes, long offset, By by) {
    return request(WRITE, by, file.number(), arena.allocate(bytes).address(), bytes, offset, 0);
  }

  private int request(
      int operation, By by, int file, long address, int length, long offset, int flags) {
    MemorySegment request = requests.segment().asSlice(0, SQE_BYTES).fill((byte) 0);
    request.set(JAVA_BYTE, 0, (byte) operation);
    request.set(JAVA_BYTE, 1, by.flags);
    request.set(JAVA_INT, 4, file);
    request.set(JAVA_LONG, 8, offset);
    request.set(JAVA_LONG, 16, address);
    request.set(JAVA_INT, 24, length);
    request.set(JAVA_INT, 28, flags);
    MemorySegment queue = submissions.segment();
    int tail = queue.get(JAVA_INT, at(SQ_TAIL));
    int mask = queue.get(JAVA_INT, at(SQ_MASK));
    queue.set(JAVA_INT, at(SQ_ARRAY) + (long) Integer.BYTES * (tail & mask), 0);
    queue.set(JAVA_INT, at(SQ_TAIL), tail + 1);
    long entered = call(ENTER, ring.number(), 1, 1, GETEVENTS);
    if (entered != 1) {
      throw new IllegalStateException("io_uring_enter gave " + entered);
    }
    return completed();
  }

  private int completed() {
    MemorySegment queue = completions.segment();
    int head = queue.get(JAVA_INT, at(CQ_HEAD));
    if (head == queue.get(JAVA_INT, at(CQ_TAIL))) {
      throw new IllegalStateException("io_uring_enter returned before the request was complete");
    }
    long entry = at(CQ_CQES) + (long) CQE_BYTES * (head & queue.get(JAVA_INT, at(CQ_MASK)));
    queue.set(JAVA_INT, at(CQ_HEAD), head + 1);
    return queue.get(JAVA_INT, entry + CQE_RESULT);
  }

  private long at(int parameter) {
    return params.get(JAVA_INT, parameter);
  }

  private long call(long number, long a, long b, long c, long d) {
    try {
      long result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, 0L, 0L);
      return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    } catch (Throwable impossible) {
      throw new AssertionError("syscall(2) does not throw", impossible);
    }
  }

  @Override
  public void close() {
    requests.close();
    completions.close();
    submissions.close();
    ring.close();
    arena.close();
  }
}
