package dev.jebpf.probes;

/// How intervals in which a thread was off the CPU are recorded one by one.
///
/// @param wanted whether they are at all; if not, the account does not know of them
/// @param thresholdNanos how long a thread must have been off the CPU
/// @param offsets where the Java stacks are
/// @param blockers where it says what threads are blocked by
/// @param kernelStacks whether the kernel's stack is wanted too
/// @param ringBytes bytes of the ring buffer for these records, which is one of their own; a power
/// of two, at least twice the largest record
public record BlockedConfig(
    boolean wanted,
    long thresholdNanos,
    StackOffsets offsets,
    BlockerOffsets blockers,
    boolean kernelStacks,
    int ringBytes) {

  /// Ring buffer bytes by default: 16 MB, which is as much as 500 threads have on their stacks that
  /// are all woken at once.
  public static final int DEFAULT_RING_BYTES = 16 << 20;

  /// None is recorded.
  public static final BlockedConfig OFF =
      new BlockedConfig(
          false,
          Long.MAX_VALUE,
          StackOffsets.unavailable(),
          BlockerOffsets.unavailable(),
          false,
          DEFAULT_RING_BYTES);

  /// Those that take as long as the threshold, with the Java stack and the blocker where they are
  /// to be had.
  public static BlockedConfig of(
      long thresholdNanos, StackOffsets offsets, BlockerOffsets blockers) {
    return new BlockedConfig(true, thresholdNanos, offsets, blockers, false, DEFAULT_RING_BYTES);
  }

  /// The same with the kernel's stacks, or without.
  public BlockedConfig withKernelStacks(boolean kernel) {
    return new BlockedConfig(wanted, thresholdNanos, offsets, blockers, kernel, ringBytes);
  }
}
