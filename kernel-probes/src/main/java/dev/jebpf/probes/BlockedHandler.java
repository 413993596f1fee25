package dev.jebpf.probes;

import java.lang.foreign.MemorySegment;

/// Receives the records of intervals off the CPU, on the thread that polls them.
///
/// What it is given are views of memory that is reused as soon as the call returns.
public interface BlockedHandler {
  /// A thread was off the CPU.
  ///
  /// @param stack [BlockedRecord#stackBytes] bytes from [BlockedRecord#stackStart] on
  /// @param kernelStack return addresses on the kernel's stack, the innermost first; none when it
  /// is not known
  void onBlocked(BlockedRecord record, MemorySegment stack, long[] kernelStack);

  /// A thread woke others; before or after [#onBlocked] is told of these.
  ///
  /// @param stack the waker's
  void onWoke(BlockedRecord record, MemorySegment stack);

  /// A thread was at an operation or kernel event that is recorded by itself; before or after its
  /// record is polled.
  ///
  /// @param stack the thread's
  void onOperation(BlockedRecord record, MemorySegment stack);
}
