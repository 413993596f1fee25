package dev.jebpf.chunk;

/// The clock of a chunk: a moment in nanoseconds since 1970 and in ticks, and how fast these are.
public record ChunkClock(long startNanos, long startTicks, long ticksPerSecond) {
  private static final double NANOS = 1e9;

  public ChunkClock {
    if (ticksPerSecond <= 0) {
      throw new IllegalArgumentException("ticksPerSecond=" + ticksPerSecond);
    }
  }

  /// The same clock, beginning at another moment.
  ChunkClock at(long ticks) {
    return new ChunkClock(nanosAt(ticks), ticks, ticksPerSecond);
  }

  /// Nanoseconds since 1970 at a moment in ticks.
  long nanosAt(long ticks) {
    return startNanos + nanosOf(ticks - startTicks);
  }

  /// The length of a time in ticks.
  long nanosOf(long ticks) {
    return (long) (ticks * (NANOS / ticksPerSecond));
  }
}
