package java.lang;

import jdk.internal.misc.Unsafe;

/// The threads that have spans, by Java thread id.
///
/// One table for platform threads, which stay in it from their first span to their end, and virtual
/// ones, which stay for as long as they have an open span. A thread is entered, looked up and, if
/// virtual, removed by itself; platform threads that have ended are removed while collecting.
final class JebpfThreads {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final int LENGTH = 1 << 16;
  private static final int PROBES = 8;
  private static final JebpfThread[] TABLE = new JebpfThread[LENGTH];
  private static final long[] LOSSES = new long[3];
  private static final long[] LAST_NUMBER = new long[1];

  /// Spans that found no room, never ended, or ended out of order.
  static final int ABANDONED = 0;

  /// Spans that were open when following them stopped.
  static final int UNFINISHED = 1;

  /// Calls the listener failed to take.
  static final int FAILED = 2;

  private JebpfThreads() {}

  /// The entry of the thread with this id; null if it has none.
  static JebpfThread find(long tid) {
    JebpfThread home = TABLE[(int) tid & (LENGTH - 1)];
    return home != null && home.tid == tid ? home : findNext(tid);
  }

  /// The entry of the thread that `token` was given to, or whoever has its place by now; null for
  /// nobody. Faster than [#find]: it takes one load to get there instead of four.
  static JebpfThread ofToken(long token) {
    return TABLE[JebpfThread.place(token) & (LENGTH - 1)];
  }

  private static JebpfThread findNext(long tid) {
    for (int probe = 1; probe < PROBES; probe++) {
      JebpfThread thread = TABLE[(int) (tid + probe) & (LENGTH - 1)];
      if (thread != null && thread.tid == tid) {
        return thread;
      }
    }
    return null;
  }

  /// The entry of the current thread, made if need be; null if there is no room.
  static JebpfThread ofCurrent() {
    Thread thread = Thread.currentThread();
    JebpfThread found = find(thread.threadId());
    if (found != null) {
      return found;
    }
    JebpfCarrier carrier = ofCarrier(Thread.currentCarrierThread());
    JebpfThread made =
        carrier == null || !thread.isVirtual() ? carrier : carrier.lend(thread.threadId());
    if (made == null) {
      lost(ABANDONED, 1);
    }
    return made;
  }

  /// The entry of the current thread's carrier, made if need be; null if there is no room.
  static JebpfCarrier ofCarrier(Thread platform) {
    JebpfThread found = find(platform.threadId());
    if (found instanceof JebpfCarrier carrier) {
      return carrier;
    }
    JebpfCarrier made = new JebpfCarrier(platform);
    return insert(made) ? made : null;
  }

  static boolean insert(JebpfThread thread) {
    for (int probe = 0; probe < PROBES; probe++) {
      int index = (int) (thread.tid + probe) & (LENGTH - 1);
      long offset =
          Unsafe.ARRAY_OBJECT_BASE_OFFSET + (long) index * Unsafe.ARRAY_OBJECT_INDEX_SCALE;
      thread.place(index);
      if (U.compareAndSetReference(TABLE, offset, null, thread)) {
        return true;
      }
    }
    return false;
  }

  static void remove(JebpfThread thread) {
    for (int probe = 0; probe < PROBES; probe++) {
      int index = (int) (thread.tid + probe) & (LENGTH - 1);
      if (TABLE[index] == thread) {
        TABLE[index] = null;
        return;
      }
    }
  }

  /// A number that no thread has had.
  static long nextNumber() {
    return U.getAndAddLong(LAST_NUMBER, Unsafe.ARRAY_LONG_BASE_OFFSET, 1) + 1;
  }

  static void lost(int what, long count) {
    U.getAndAddLong(LOSSES, Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) what << 3), count);
  }

  static long[] losses() {
    return LOSSES.clone();
  }

  static void threshold(JebpfMethod method) {
    for (JebpfThread thread : TABLE) {
      if (thread instanceof JebpfCarrier carrier) {
        carrier.threshold(method);
      }
    }
  }

  static void forgetAll() {
    java.util.Arrays.fill(TABLE, null);
    java.util.Arrays.fill(LOSSES, 0L);
    JebpfMethod.forgetAll();
  }

  static void countUnfinished() {
    for (JebpfThread thread : TABLE) {
      if (thread != null) {
        lost(UNFINISHED, thread.depth());
      }
    }
  }

  /// Per method the sums over all threads, see [JebpfTally]; null for one that was not called.
  static long[][] collect() {
    for (JebpfThread thread : TABLE) {
      if (thread instanceof JebpfCarrier carrier && carrier.hasEnded()) {
        remove(carrier);
        carrier.retire();
      }
    }
    long[][] sums = JebpfMethod.sums();
    for (JebpfThread thread : TABLE) {
      if (thread instanceof JebpfCarrier carrier) {
        carrier.addTo(sums);
      }
    }
    return sums;
  }
}
