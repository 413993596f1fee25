package dev.jebpf.map;

import dev.jebpf.lang.Bytes;
import java.lang.foreign.MemorySegment;

/// [Bytes] on the JVM.
///
/// @param segment exactly those bytes
public record SegmentBytes(MemorySegment segment) implements Bytes {
  @Override
  public Bytes from(int offset) {
    return new SegmentBytes(segment.asSlice(offset));
  }
}
