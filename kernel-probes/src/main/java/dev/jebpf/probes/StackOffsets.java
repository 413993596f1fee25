package dev.jebpf.probes;

/// Where a kernel program finds the stack of a Java thread, as offsets in HotSpot's `JavaThread` of
/// the running JVM, in bytes.
///
/// While a thread is in native code or in the VM, its frame anchor (`JavaFrameAnchor`,
/// `javaFrameAnchor.hpp`) says where its last Java frame is.
///
/// @param available `false`: nothing below is used, records carry no stack
/// @param anchorSp `JavaThread::_anchor` and in it `_last_Java_sp`
/// @param anchorFp the same of `_last_Java_fp`
/// @param anchorPc the same of `_last_Java_pc`
/// @param stackBase `JavaThread::_stack_base`, where the stack begins, at its highest address
public record StackOffsets(
    boolean available, int anchorSp, int anchorFp, int anchorPc, int stackBase) {

  /// For a JVM that could not be read.
  public static StackOffsets unavailable() {
    return new StackOffsets(false, 0, 0, 0, 0);
  }
}
