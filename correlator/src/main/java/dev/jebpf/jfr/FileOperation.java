package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.KnownStack;
import org.jspecify.annotations.Nullable;

/// A system call on a file; times in nanoseconds of `System.nanoTime()`.
///
/// @param path the file
/// @param descriptor the file descriptor; -1 for none
/// @param inode its number in its file system; 0 when unknown
/// @param systemCall name of the call
/// @param bytes bytes moved
/// @param startNanos when it began
/// @param durationNanos how long it took
/// @param result what it returned
/// @param error name of the error, null for success
/// @param stack the Java stack that caused it; null when it was not to have one
public record FileOperation(
    String path,
    long descriptor,
    long inode,
    String systemCall,
    long bytes,
    long startNanos,
    long durationNanos,
    long result,
    @Nullable String error,
    @Nullable KnownStack stack) {
  /// The same with a stack, or without.
  public FileOperation withStack(@Nullable KnownStack known) {
    return new FileOperation(
        path,
        descriptor,
        inode,
        systemCall,
        bytes,
        startNanos,
        durationNanos,
        result,
        error,
        known);
  }
}
