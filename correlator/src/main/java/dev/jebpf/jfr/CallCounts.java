package dev.jebpf.jfr;

/// How many calls of a method there were and how long they took, in nanoseconds.
///
/// @param count calls that ended
/// @param errors those that ended with an exception
/// @param p50Nanos the median
/// @param p99Nanos the 99th percentile
/// @param maxNanos the longest
public record CallCounts(long count, long errors, long p50Nanos, long p99Nanos, long maxNanos) {}
