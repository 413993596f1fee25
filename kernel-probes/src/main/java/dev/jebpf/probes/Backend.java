package dev.jebpf.probes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What serves a logical probe, or why nothing does.
///
/// @param mechanism the kernel's mechanism and its target, for example `btf tracepoint
/// sched_switch`; null when the probe is unavailable
/// @param reason why it is unavailable, or what a better mechanism or this kernel would have to
/// offer besides; null when there is nothing to say
/// @param refusals the mechanisms that were tried before, in order
public record Backend(@Nullable String mechanism, @Nullable String reason, List<Refusal> refusals) {
  public Backend {
    refusals = List.copyOf(refusals);
  }

  /// One that was the only one to be tried.
  public Backend(@Nullable String mechanism, @Nullable String reason) {
    this(mechanism, reason, List.of());
  }

  static Backend served(String mechanism) {
    return new Backend(mechanism, null);
  }

  /// @param gaps what it does not see on this kernel
  static Backend served(String mechanism, List<Refusal> refusals, List<String> gaps) {
    String reason = join(refusals, gaps);
    return new Backend(mechanism, reason.isEmpty() ? null : reason, refusals);
  }

  static Backend unavailable(String reason) {
    return new Backend(null, reason);
  }

  static Backend unavailable(List<Refusal> refusals) {
    return new Backend(null, join(refusals, List.of()), refusals);
  }

  private static String join(List<Refusal> refusals, List<String> gaps) {
    return Stream.concat(refusals.stream().map(Refusal::toString), gaps.stream())
        .collect(Collectors.joining("; "));
  }

  /// Whether the probe is attached.
  public boolean available() {
    return mechanism != null;
  }
}
