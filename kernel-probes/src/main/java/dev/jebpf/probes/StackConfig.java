package dev.jebpf.probes;

/// Which operations on files and connections and which kernel events have the Java stack that
/// caused them.
///
/// @param wanted whether any have; if not, their programs do not know of stacks
/// @param thresholdNanos how long they must have taken; 0: those without a duration, too
/// @param offsets where the Java stacks are
public record StackConfig(boolean wanted, long thresholdNanos, StackOffsets offsets) {
  /// None has.
  public static final StackConfig OFF =
      new StackConfig(false, Long.MAX_VALUE, StackOffsets.unavailable());

  /// Those that take as long as the threshold.
  public static StackConfig of(long thresholdNanos, StackOffsets offsets) {
    return new StackConfig(true, thresholdNanos, offsets);
  }
}
