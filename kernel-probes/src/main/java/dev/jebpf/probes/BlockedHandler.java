package dev.jebpf.probes;

import java.lang.foreign.MemorySegment;

/// Receives the records of intervals off the CPU, on the thread that polls them.
@FunctionalInterface
public interface BlockedHandler {
  /// Both are views of memory that is reused as soon as the call returns.
  ///
  /// @param stack [BlockedRecord#stackBytes] bytes from [BlockedRecord#stackStart] on
  void onBlocked(BlockedRecord record, MemorySegment stack);
}
