package dev.jebpf.jfr;

import dev.jebpf.chunk.EventStack;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Where the events of the kernel go that one thread makes for all others.
public sealed interface EventOutput permits LiveOutput, ChunkOutput {
  /// Gives an event its times.
  ///
  /// @return false when nobody wants it
  boolean begin(Event event, EventTimes times, long startNanos, long durationNanos);

  /// Whether events have the stack that they are committed with.
  boolean hasStacks();

  /// Records an event that has begun and has all its fields.
  default void commit(Event event, KernelOrigin origin, long startNanos, long durationNanos) {
    commit(event, origin, null, startNanos, durationNanos);
  }

  /// The same with the stack of the thread that caused it, where events can have one.
  void commit(
      Event event,
      KernelOrigin origin,
      @Nullable EventStack stack,
      long startNanos,
      long durationNanos);
}
