package dev.jebpf.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// Memory shared with the kernel through a file descriptor (mmap(2)).
public final class MappedMemory implements AutoCloseable {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 0x01;
  private static final int MAP_PRIVATE = 0x02;
  private static final int MAP_FIXED = 0x10;
  private static final int MAP_ANONYMOUS = 0x20;

  private final Kernel kernel;
  private final Arena arena;
  private final MemorySegment segment;

  private MappedMemory(Kernel kernel, Arena arena, MemorySegment segment) {
    this.kernel = kernel;
    this.arena = arena;
    this.segment = segment;
  }

  /// Maps shared memory, from any thread until [#close], after which a use of the segment throws.
  ///
  /// @param descriptor what to map
  /// @param offset in bytes, a multiple of the page size
  /// @param size in bytes
  /// @param writable whether this side may write
  public static MappedMemory map(
      Kernel kernel, FileDescriptor descriptor, long offset, long size, boolean writable) {
    long address = mapShared(kernel, descriptor, offset, size, writable);
    Arena arena = Arena.ofShared();
    MemorySegment segment =
        view(address, size, arena, unmapped -> unmap(kernel, unmapped.address(), size));
    return new MappedMemory(kernel, arena, writable ? segment : segment.asReadOnly());
  }

  /// Maps shared memory whose *addresses* stay readable for ever: [#close] gives the kernel's pages
  /// back and leaves zeroes of our own in their place. For readers by raw address, which nothing
  /// could stop in the middle of a read. The price is address space, not memory.
  public static MappedMemory mapLasting(
      Kernel kernel, FileDescriptor descriptor, long offset, long size) {
    long address = mapShared(kernel, descriptor, offset, size, true);
    return new MappedMemory(kernel, Arena.global(), view(address, size));
  }

  /// The memory.
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    if (arena != Arena.global()) {
      if (arena.scope().isAlive()) {
        arena.close();
      }
      return;
    }
    long result =
        kernel.call(
            SystemCall.MMAP,
            segment.address(),
            segment.byteSize(),
            PROT_READ | PROT_WRITE,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
            -1,
            0);
    LinuxException.check(SystemCall.MMAP, result, "put zeroes in place of shared memory");
  }

  private static long mapShared(
      Kernel kernel, FileDescriptor descriptor, long offset, long size, boolean writable) {
    long result =
        kernel.call(
            SystemCall.MMAP,
            0,
            size,
            writable ? PROT_READ | PROT_WRITE : PROT_READ,
            MAP_SHARED,
            descriptor.number(),
            offset);
    if (result < 0) {
      throw LinuxException.of(
          SystemCall.MMAP, result, "map " + descriptor + " offset=" + offset + " size=" + size);
    }
    return result;
  }

  private static void unmap(Kernel kernel, long address, long size) {
    var _ = kernel.call(SystemCall.MUNMAP, address, size, 0);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment view(
      long address, long size, Arena arena, Consumer<MemorySegment> cleanup) {
    return MemorySegment.ofAddress(address).reinterpret(size, arena, cleanup);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment view(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }
}
