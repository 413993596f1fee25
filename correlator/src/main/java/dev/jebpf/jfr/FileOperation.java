package dev.jebpf.jfr;

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
public record FileOperation(
    String path,
    long descriptor,
    long inode,
    String systemCall,
    long bytes,
    long startNanos,
    long durationNanos,
    long result,
    @Nullable String error) {}
