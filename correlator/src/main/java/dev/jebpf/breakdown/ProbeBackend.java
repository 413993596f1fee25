package dev.jebpf.breakdown;

import org.jspecify.annotations.Nullable;

/// What served a logical probe, or why nothing could.
///
/// @param backend the mechanism and its target; null when the probe was unavailable
/// @param reason why the probe was unavailable, or what is missing compared to a better backend
public record ProbeBackend(@Nullable String backend, @Nullable String reason) {

  /// Whether the probe delivered anything in this recording.
  public boolean available() {
    return backend != null;
  }
}
