package dev.jebpf.probes;

/// What came of one kernel event so far.
///
/// @param count occurrences for which the condition held, lost ones among them
/// @param nanos what they took together
/// @param dropped occurrences whose record found no room
/// @param unfollowed calls that could not be followed to their end
public record KernelEventTotal(long count, long nanos, long dropped, long unfollowed) {}
