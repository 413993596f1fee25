package dev.jebpf.ringbuf;

import java.lang.foreign.MemorySegment;

/// Receives the records of a ring buffer, on the thread that polls it.
@FunctionalInterface
public interface RecordConsumer {

  /// One record. Its memory is the kernel's again as soon as this returns.
  ///
  /// @param memory read-only memory that holds the record; the same segment for every record
  /// @param offset of the record's first byte, a multiple of 8
  /// @param size bytes of the record
  void accept(MemorySegment memory, long offset, int size);
}
