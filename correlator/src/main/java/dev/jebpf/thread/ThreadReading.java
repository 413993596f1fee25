package dev.jebpf.thread;

import dev.jebpf.jfr.ThreadDescription;

/// The account of a thread at one moment: wall time and what it was spent on.
///
/// @param description who it is
/// @param wallNanos nanoseconds since its account began
/// @param words nanoseconds by [State#word]; what they leave of the wall time is [State#CPU]
@SuppressWarnings("ArrayRecordComponent") // handed over at once, never compared
public record ThreadReading(ThreadDescription description, long wallNanos, long[] words) {}
