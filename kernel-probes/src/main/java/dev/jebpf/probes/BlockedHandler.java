package dev.jebpf.probes;

import java.lang.foreign.MemorySegment;

/// Receives the records of intervals off the CPU, on the thread that polls them.
///
/// What it is given are views of memory that is reused as soon as the call returns.
public interface BlockedHandler {
  /// A thread was off the CPU.
  ///
  /// @param stack [BlockedRecord#stackBytes] bytes from [BlockedRecord#stackStart] on
  void onBlocked(BlockedRecord record, MemorySegment stack);

  /// A thread woke others; before or after [#onBlocked] is told of these.
  ///
  /// @param stack the waker's
  void onWoke(BlockedRecord record, MemorySegment stack);
}
