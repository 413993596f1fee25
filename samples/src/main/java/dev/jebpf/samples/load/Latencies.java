package dev.jebpf.samples.load;

import java.util.concurrent.atomic.AtomicLongArray;

/// A histogram of nanoseconds with 32 steps to each power of two, so that a percentile is at most 3
/// % off. Any thread may record.
final class Latencies {
  private static final int STEP_BITS = 5;
  private static final int STEPS = 1 << STEP_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

  void record(long nanos) {
    counts.incrementAndGet(bucket(Math.max(nanos, 1)));
  }

  private static int bucket(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    long step = power < STEP_BITS ? 0 : (nanos >>> (power - STEP_BITS)) & (STEPS - 1);
    return power * STEPS + (int) step;
  }

  private static long upperBound(int bucket) {
    int power = bucket / STEPS;
    long step = bucket % STEPS + 1L;
    return (1L << power) + (power < STEP_BITS ? step : step << (power - STEP_BITS));
  }

  long count() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /// The value that this share of the recorded ones does not exceed; 0 when nothing was recorded.
  ///
  /// @param share 0.99 for the 99th percentile
  long percentile(double share) {
    long rank = (long) Math.ceil(count() * share);
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= rank && seen > 0) {
        return upperBound(i);
      }
    }
    return 0;
  }
}
