package dev.jebpf.chunk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is kept of a long run.
///
/// @param bytes on disk, at most about so many; 0 for all
/// @param age of the oldest; null for any
public record RetentionLimits(long bytes, @Nullable Duration age) {
  /// Everything is kept.
  public static final RetentionLimits NONE = new RetentionLimits(0, null);

  /// Chunks are no larger than JFR's own by default, so that little is lost with the oldest.
  private static final long LARGEST_CHUNK = 12 << 20;

  private static final long SMALLEST_CHUNK = 64 << 10;
  private static final int PARTS = 8;

  /// Bytes at which a chunk ends.
  long chunkBytes() {
    return bytes == 0 ? LARGEST_CHUNK : Math.clamp(bytes / PARTS, SMALLEST_CHUNK, LARGEST_CHUNK);
  }

  /// Nanoseconds after which a chunk ends.
  long chunkNanos() {
    return age == null ? Long.MAX_VALUE : Math.max(1_000_000_000, age.toNanos() / PARTS);
  }
}
