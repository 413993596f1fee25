package dev.jebpf.link;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;

/// Arrays as the kernel wants them.
final class NativeArrays {
  private NativeArrays() {}

  /// `const char *[]`.
  static MemorySegment strings(SegmentAllocator allocator, List<String> strings) {
    long[] addresses =
        strings.stream().mapToLong(text -> allocator.allocateFrom(text).address()).toArray();
    return allocator.allocateFrom(JAVA_LONG, addresses);
  }

  /// `unsigned long []`.
  static MemorySegment longs(SegmentAllocator allocator, long... numbers) {
    return allocator.allocateFrom(JAVA_LONG, numbers);
  }
}
