package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;

/// `union bpf_attr` of `linux/bpf.h`: the argument of every [BpfCommand]. Whoever fills one in
/// names the offsets of its own command.
public final class BpfAttribute {
  /// As of kernel 6.18. Older kernels accept more than they know if the rest is zero.
  private static final int SIZE = 152;

  /// `BPF_OBJ_NAME_LEN`, with the NUL.
  private static final int NAME_SIZE = 16;

  private final MemorySegment segment;

  private BpfAttribute(MemorySegment segment) {
    this.segment = segment;
  }

  /// All zeroes.
  public static BpfAttribute of(SegmentAllocator allocator) {
    return new BpfAttribute(allocator.allocate(SIZE, 8).fill((byte) 0));
  }

  /// Stores a `__u32`.
  public BpfAttribute putInt(int offset, int value) {
    segment.set(JAVA_INT, offset, value);
    return this;
  }

  /// Stores a `__u64`.
  public BpfAttribute putLong(int offset, long value) {
    segment.set(JAVA_LONG, offset, value);
    return this;
  }

  /// Stores the address of native memory, which must outlive the call.
  public BpfAttribute putAddress(int offset, MemorySegment target) {
    return putLong(offset, target.address());
  }

  /// Stores a name of at most 15 bytes.
  public BpfAttribute putName(int offset, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length >= NAME_SIZE) {
      throw new IllegalArgumentException("name=" + name + " is longer than 15 bytes");
    }
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, offset, bytes.length);
    return this;
  }

  /// Loads a `__u32` the kernel stored.
  public int getInt(int offset) {
    return segment.get(JAVA_INT, offset);
  }

  MemorySegment segment() {
    return segment;
  }
}
