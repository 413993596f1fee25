package java.lang;

import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/// What all threads share of one instrumented method.
final class JebpfMethod {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final long LONG_DURATIONS =
      U.objectFieldOffset(JebpfMethod.class, "longDurations");
  private static final long SHARED = U.objectFieldOffset(JebpfMethod.class, "shared");

  private static volatile JebpfMethod[] all = new JebpfMethod[0];

  final int id;

  /// The duration, in nanoseconds, from which the listener is told of a call.
  long threshold = Long.MAX_VALUE;

  /// The counts of durations too long for a tally's own histogram; null until there is one.
  private volatile long[] longDurations;

  /// What threads without a tally of their own share; null until there is one.
  private volatile JebpfTally shared;

  /// The sums of ended threads; written and read by whoever collects only.
  private long[] retired;

  private JebpfMethod(int id) {
    this.id = id;
  }

  /// Makes methods up to `count`; the caller sees to it that nobody else does at the same time.
  static void make(int count) {
    int made = all.length;
    if (made < count) {
      JebpfMethod[] more = Arrays.copyOf(all, count);
      for (int id = made; id < count; id++) {
        more[id] = new JebpfMethod(id);
      }
      all = more;
    }
  }

  static void forgetAll() {
    for (JebpfMethod method : all) {
      method.longDurations = null;
      method.shared = null;
      method.retired = null;
    }
  }

  static JebpfMethod of(int id) {
    return all[id];
  }

  /// Sets the threshold, of tallies in use as well.
  void threshold(long nanos) {
    threshold = nanos;
    JebpfTally tally = shared;
    if (tally != null) {
      tally.threshold = nanos;
    }
    JebpfThreads.threshold(this);
  }

  JebpfTally shared() {
    if (shared == null) {
      U.compareAndSetReference(this, SHARED, null, new JebpfTally(this, true));
    }
    return shared;
  }

  void addLong(int bucket) {
    long[] counts = longDurations;
    if (counts == null) {
      U.compareAndSetReference(this, LONG_DURATIONS, null, new long[JebpfTally.LONG_BUCKETS]);
      counts = longDurations;
    }
    U.getAndAddLong(counts, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) bucket << 3), 1);
  }

  void retire(JebpfTally tally) {
    retired = tally.addTo(retired);
  }

  /// Per method the sums of ended threads and of what is shared, for live ones to be added; null
  /// for a method that was not called.
  static long[][] sums() {
    JebpfMethod[] methods = all;
    long[][] sums = new long[methods.length][];
    for (JebpfMethod method : methods) {
      long[] sum = method.retired == null ? null : method.retired.clone();
      if (method.shared != null) {
        sum = method.shared.addTo(sum);
      }
      long[] counts = method.longDurations;
      if (counts != null) {
        sum = sum == null ? new long[JebpfTally.SUMS] : sum;
        for (int bucket = 0; bucket < counts.length; bucket++) {
          sum[JebpfTally.SUM_LONG_HISTOGRAM + bucket] += counts[bucket];
        }
      }
      sums[method.id] = sum;
    }
    return sums;
  }
}
