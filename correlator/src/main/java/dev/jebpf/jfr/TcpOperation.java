package dev.jebpf.jfr;

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
    @Nullable String error) {
  /// The moment it ended.
  TcpOperation ended() {
    return new TcpOperation(
        localAddress,
        localPort,
        remoteAddress,
        remotePort,
        systemCall,
        bytes,
        startNanos + durationNanos,
        0,
        result,
        error);
  }
}
