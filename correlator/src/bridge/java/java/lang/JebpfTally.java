package java.lang;

import jdk.internal.misc.Unsafe;

/// The statistics of one method on one carrier, written only by the thread that runs there.
///
/// Durations are counted in a histogram with sixteen buckets to the power of two, from 16 ns to 78
/// hours, so a percentile is at most 3.2 % off. Buckets up to 65 us lie in each tally; longer
/// durations are counted once per method, with an atomic add that costs nothing beside what it
/// counts. That keeps a tally below 2 KB.
final class JebpfTally {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final int SMALLEST_EXPONENT = 4;
  private static final int LONG_EXPONENT = 16;
  private static final int SHORT_BUCKETS = (LONG_EXPONENT - SMALLEST_EXPONENT) << 4;
  private static final long SHORTEST = 1L << SMALLEST_EXPONENT;
  private static final long LONGEST = (1L << 48) - 1;

  static final int LONG_BUCKETS = (48 - LONG_EXPONENT) << 4;

  /// Indexes into the sums of a method: from [#SUM_STATES] on all words, from [#SUM_HISTOGRAM] on
  /// the buckets, which add up to the number of calls.
  static final int SUM_ERRORS = 0;

  static final int SUM_WALL = 1;
  static final int SUM_MAX = 2;
  static final int SUM_STATES = 3;
  static final int SUM_HISTOGRAM = SUM_STATES + JebpfSpans.ALL_WORDS;
  static final int SUM_LONG_HISTOGRAM = SUM_HISTOGRAM + SHORT_BUCKETS;
  static final int SUMS = SUM_LONG_HISTOGRAM + LONG_BUCKETS;

  private static final long NONE = -1;
  private static final long ERRORS = U.objectFieldOffset(JebpfTally.class, "errors");
  private static final long WALL = U.objectFieldOffset(JebpfTally.class, "wall");
  private static final long MAX = U.objectFieldOffset(JebpfTally.class, "max");

  /// One element: how many more tallies may be made. Past it threads share one per method.
  private static final int[] ROOM = {
    (int) Math.min(1 << 16, Runtime.getRuntime().maxMemory() >> 17)
  };

  final int id;
  final JebpfMethod method;

  /// [JebpfMethod#threshold].
  long threshold;

  /// Whether several threads write to it.
  private final boolean shared;

  private final long[] histogram = new long[SHORT_BUCKETS];
  private final long[] states = new long[JebpfSpans.ALL_WORDS];

  /// Odd while the states are being added to.
  private volatile long sequence;

  private long errors;
  private long wall;
  private long max;

  /// The duration of the last call, not counted yet. What the clock just said is not ready when the
  /// instructions that follow would use it, and the next reading of the clock waits for them; the
  /// duration before it is.
  private long pending = NONE;

  JebpfTally(JebpfMethod method, boolean shared) {
    this.id = method.id;
    this.method = method;
    this.threshold = method.threshold;
    this.shared = shared;
  }

  /// A new tally for the current carrier alone; null if there are too many.
  static JebpfTally of(JebpfMethod method) {
    if (U.getAndAddInt(ROOM, Unsafe.ARRAY_INT_BASE_OFFSET, -1) > 0) {
      return new JebpfTally(method, false);
    }
    U.getAndAddInt(ROOM, Unsafe.ARRAY_INT_BASE_OFFSET, 1);
    return null;
  }

  /// Adds a call whose thread was not switched out: all of it was spent on a CPU.
  void add(long duration, boolean error) {
    if (shared) {
      addShared(duration, error, null);
      return;
    }
    long last = pending;
    pending = duration;
    if (last != NONE) {
      count(last);
    }
    if (error) {
      errors++;
    }
  }

  /// Adds a call with the nanoseconds spent in each state.
  ///
  /// @param call as the listener gets it
  void add(long duration, boolean error, long[] call) {
    if (shared) {
      addShared(duration, error, call);
      return;
    }
    long before = sequence;
    sequence = before + 1;
    count(duration);
    if (error) {
      errors++;
    }
    for (int word = 0; word < states.length; word++) {
      states[word] += call[JebpfSpans.CALL_STATES + word];
    }
    sequence = before + 2;
  }

  private void count(long duration) {
    wall += duration;
    if (duration > max) {
      max = duration;
    }
    if (duration >>> LONG_EXPONENT == 0) {
      histogram[shortBucket(duration)]++;
    } else {
      method.addLong(bucket(duration) - SHORT_BUCKETS);
    }
  }

  /// Adds a call to a tally that several threads share.
  ///
  /// @param call as the listener gets it; null if the thread was not switched out
  private void addShared(long duration, boolean error, long[] call) {
    U.getAndAddLong(this, WALL, duration);
    if (error) {
      U.getAndAddLong(this, ERRORS, 1);
    }
    long seen = U.getLongVolatile(this, MAX);
    while (duration > seen && !U.weakCompareAndSetLong(this, MAX, seen, duration)) {
      seen = U.getLongVolatile(this, MAX);
    }
    int bucket = bucket(duration);
    if (bucket < SHORT_BUCKETS) {
      U.getAndAddLong(histogram, elementOffset(bucket), 1);
    } else {
      method.addLong(bucket - SHORT_BUCKETS);
    }
    if (call != null) {
      for (int word = 0; word < states.length; word++) {
        U.getAndAddLong(states, elementOffset(word), call[JebpfSpans.CALL_STATES + word]);
      }
    }
  }

  private static long elementOffset(int index) {
    return Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) index << 3);
  }

  /// The bucket of `duration`: four bits of mantissa below its highest bit.
  static int bucket(long duration) {
    return shortBucket(Math.min(duration, LONGEST));
  }

  /// The bucket of a duration that is not too long for any.
  private static int shortBucket(long duration) {
    long atLeast = Math.max(duration, SHORTEST);
    int exponent = 63 - Long.numberOfLeadingZeros(atLeast);
    return ((exponent - SMALLEST_EXPONENT) << 4) + (int) (atLeast >>> (exponent - 4)) - 16;
  }

  /// Adds this tally, which its owner may be writing to, to `sum`, made if null; returns it.
  long[] addTo(long[] sum) {
    long[] to = sum == null ? new long[SUMS] : sum;
    long[] mine = new long[SUM_LONG_HISTOGRAM];
    long last;
    long before;
    do {
      before = sequence;
      // The states first: a call without any that is added meanwhile only makes wall time longer.
      System.arraycopy(states, 0, mine, SUM_STATES, states.length);
      U.loadFence();
      last = pending;
      System.arraycopy(histogram, 0, mine, SUM_HISTOGRAM, SHORT_BUCKETS);
      mine[SUM_ERRORS] = errors;
      mine[SUM_WALL] = wall;
      U.loadFence();
    } while ((before & 1) != 0 || before != sequence);
    for (int i = 0; i < mine.length; i++) {
      to[i] += mine[i];
    }
    to[SUM_MAX] = Math.max(to[SUM_MAX], Math.max(max, last));
    if (last != NONE) {
      to[SUM_WALL] += last;
      to[SUM_HISTOGRAM + bucket(last)]++;
    }
    return to;
  }

  /// Hands the sums of a thread that has ended to its method, and gives the room back.
  void retire() {
    method.retire(this);
    U.getAndAddInt(ROOM, Unsafe.ARRAY_INT_BASE_OFFSET, 1);
  }
}
