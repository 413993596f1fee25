package dev.jebpf.probes;

/// How intervals in which a thread was off the CPU are recorded one by one.
///
/// @param wanted whether they are at all; if not, the account does not know of them
/// @param thresholdNanos how long a thread must have been off the CPU
/// @param offsets where the Java stacks are
/// @param blockers where it says what threads are blocked by
/// @param ringBytes bytes of the ring buffer for these records, which is one of their own; a power
/// of two, at least twice the largest record
public record BlockedConfig(
    boolean wanted,
    long thresholdNanos,
    StackOffsets offsets,
    BlockerOffsets blockers,
    int ringBytes) {

  /// Ring buffer bytes by default: 4 MB.
  public static final int DEFAULT_RING_BYTES = 4 << 20;

  /// None is recorded.
  public static final BlockedConfig OFF =
      new BlockedConfig(
          false,
          Long.MAX_VALUE,
          StackOffsets.unavailable(),
          BlockerOffsets.unavailable(),
          DEFAULT_RING_BYTES);

  /// Those that take as long as the threshold, with the Java stack and the blocker where they are
  /// to be had.
  public static BlockedConfig of(
      long thresholdNanos, StackOffsets offsets, BlockerOffsets blockers) {
    return new BlockedConfig(true, thresholdNanos, offsets, blockers, DEFAULT_RING_BYTES);
  }
}
