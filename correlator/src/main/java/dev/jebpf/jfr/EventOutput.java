package dev.jebpf.jfr;

import jdk.jfr.Event;

/// Where the events of the kernel go that one thread makes for all others.
public sealed interface EventOutput permits LiveOutput, ChunkOutput {
  /// Gives an event its times.
  ///
  /// @return false when nobody wants it
  boolean begin(Event event, EventTimes times, long startNanos, long durationNanos);

  /// Records an event that has begun and has all its fields.
  void commit(Event event, KernelOrigin origin, long startNanos, long durationNanos);
}
