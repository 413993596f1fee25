package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.KnownStack;
import org.jspecify.annotations.Nullable;

/// Something on a TCP connection; times in nanoseconds of `System.nanoTime()`.
///
/// @param localAddress address of this end
/// @param localPort its port
/// @param remoteAddress address of the other end
/// @param remotePort its port
/// @param systemCall name of the call, or what the kernel did by itself
/// @param bytes bytes moved
/// @param startNanos when it began
/// @param durationNanos how long it took
/// @param result what it returned
/// @param error name of the error, null for success
/// @param stack the Java stack that caused it; null when it was not to have one
public record TcpOperation(
    String localAddress,
    int localPort,
    String remoteAddress,
    int remotePort,
    String systemCall,
    long bytes,
    long startNanos,
    long durationNanos,
    long result,
    @Nullable String error,
    @Nullable KnownStack stack) {
  /// The moment it ended.
  TcpOperation ended() {
    return with(startNanos + durationNanos, 0, stack);
  }

  /// The same with a stack, or without.
  public TcpOperation withStack(@Nullable KnownStack known) {
    return with(startNanos, durationNanos, known);
  }

  private TcpOperation with(long start, long duration, @Nullable KnownStack known) {
    return new TcpOperation(
        localAddress,
        localPort,
        remoteAddress,
        remotePort,
        systemCall,
        bytes,
        start,
        duration,
        result,
        error,
        known);
  }
}
