package dev.jebpf.probes;

import org.jspecify.annotations.Nullable;

/// What serves a logical probe, or why nothing does.
///
/// @param mechanism the kernel's mechanism and its target, for example `btf tracepoint
/// sched_switch`; null when the probe is unavailable
/// @param reason why it is unavailable; null when it is available
public record Backend(@Nullable String mechanism, @Nullable String reason) {

  static Backend served(String mechanism) {
    return new Backend(mechanism, null);
  }

  static Backend unavailable(String reason) {
    return new Backend(null, reason);
  }

  /// Whether the probe is attached.
  public boolean available() {
    return mechanism != null;
  }
}
