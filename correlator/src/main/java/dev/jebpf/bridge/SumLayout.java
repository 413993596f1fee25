package dev.jebpf.bridge;

import dev.jebpf.probes.State;

/// The array in which the bridge sums up all calls of one method. Times are nanoseconds.
///
/// The same numbers as `SUM_*` of `java.lang.JebpfTally`, and its buckets: sixteen to the power of
/// two.
public final class SumLayout {
  public static final int ERRORS = 0;
  public static final int WALL = 1;
  public static final int MAX = 2;

  /// The first of [State#CALL_WORDS] state words; on-CPU time is what they leave of the wall time.
  public static final int STATES = 3;

  /// The first of the [VirtualWords].
  public static final int VIRTUAL = STATES + State.CALL_WORDS;

  /// The first of [#BUCKETS] counts of durations, which add up to the number of calls.
  public static final int HISTOGRAM = VIRTUAL + VirtualWords.LENGTH;

  private static final int SMALLEST_EXPONENT = 4;
  private static final int LARGEST_EXPONENT = 47;
  private static final int STEPS = 16;

  public static final int BUCKETS = (LARGEST_EXPONENT - SMALLEST_EXPONENT + 1) * STEPS;
  public static final int LENGTH = HISTOGRAM + BUCKETS;

  private SumLayout() {}

  /// The smallest duration that is counted in `bucket`; in the first, shorter ones are too.
  public static long lowest(int bucket) {
    int exponent = SMALLEST_EXPONENT + bucket / STEPS;
    return (long) (STEPS + bucket % STEPS) << (exponent - 4);
  }

  /// The middle of `bucket`, at most 3.2 % off any duration in it.
  public static long middle(int bucket) {
    return (lowest(bucket) + lowest(bucket + 1)) / 2;
  }
}
