package java.lang;

import jdk.internal.misc.Unsafe;

/// The threads that have spans, by Java thread id.
///
/// One table for platform threads, which stay in it from their first span to their end, and virtual
/// ones, which stay for as long as they have an open span. A thread is entered, looked up and, if
/// virtual, removed by itself; platform threads that have ended are removed while collecting. What
/// has no place in the table has one in a second, made when it is first needed: only virtual
/// threads come in such numbers. Their ids are consecutive, so either fills with hardly a gap.
final class JebpfThreads {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final int LENGTH = 1 << 16;
  private static final int PROBES = 8;
  private static final int MORE_LENGTH = 1 << 17;
  private static final JebpfThread[] TABLE = new JebpfThread[LENGTH];

  /// One element: the second table, whose places follow on those of the first; null until needed.
  private static final JebpfThread[][] MORE = new JebpfThread[1][];

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
    int place = JebpfThread.place(token);
    return place < LENGTH ? TABLE[place] : MORE[0][place - LENGTH];
  }

  private static JebpfThread findNext(long tid) {
    JebpfThread found = find(TABLE, tid, 1);
    JebpfThread[] more = MORE[0];
    return found != null || more == null ? found : find(more, tid, 0);
  }

  private static JebpfThread find(JebpfThread[] table, long tid, int first) {
    for (int probe = first; probe < PROBES; probe++) {
      JebpfThread thread = table[(int) (tid + probe) & (table.length - 1)];
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
    return insert(TABLE, 0, thread) || insert(more(), LENGTH, thread);
  }

  private static boolean insert(JebpfThread[] table, int firstPlace, JebpfThread thread) {
    for (int probe = 0; probe < PROBES; probe++) {
      int index = (int) (thread.tid + probe) & (table.length - 1);
      thread.place(firstPlace + index);
      if (U.compareAndSetReference(table, elementOffset(index), null, thread)) {
        return true;
      }
    }
    return false;
  }

  private static JebpfThread[] more() {
    if (MORE[0] == null) {
      U.compareAndSetReference(MORE, elementOffset(0), null, new JebpfThread[MORE_LENGTH]);
    }
    return MORE[0];
  }

  private static long elementOffset(int index) {
    return Unsafe.ARRAY_OBJECT_BASE_OFFSET + (long) index * Unsafe.ARRAY_OBJECT_INDEX_SCALE;
  }

  static void remove(JebpfThread thread) {
    if (!remove(TABLE, thread) && MORE[0] != null) {
      remove(MORE[0], thread);
    }
  }

  private static boolean remove(JebpfThread[] table, JebpfThread thread) {
    for (int probe = 0; probe < PROBES; probe++) {
      int index = (int) (thread.tid + probe) & (table.length - 1);
      if (table[index] == thread) {
        table[index] = null;
        return true;
      }
    }
    return false;
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
    for (JebpfCarrier carrier : carriers()) {
      carrier.threshold(method);
    }
  }

  static void forgetAll() {
    java.util.Arrays.fill(TABLE, null);
    MORE[0] = null;
    java.util.Arrays.fill(LOSSES, 0L);
    JebpfMethod.forgetAll();
  }

  static void countUnfinished() {
    for (JebpfThread[] table : tables()) {
      for (JebpfThread thread : table) {
        if (thread != null) {
          lost(UNFINISHED, thread.depth());
        }
      }
    }
  }

  private static JebpfThread[][] tables() {
    JebpfThread[] more = MORE[0];
    return more == null ? new JebpfThread[][] {TABLE} : new JebpfThread[][] {TABLE, more};
  }

  private static java.util.List<JebpfCarrier> carriers() {
    var carriers = new java.util.ArrayList<JebpfCarrier>();
    for (JebpfThread[] table : tables()) {
      for (JebpfThread thread : table) {
        if (thread instanceof JebpfCarrier carrier) {
          carriers.add(carrier);
        }
      }
    }
    return carriers;
  }

  /// Per method the sums over all threads, see [JebpfTally]; null for one that was not called.
  static long[][] collect() {
    for (JebpfCarrier carrier : carriers()) {
      if (carrier.hasEnded()) {
        remove(carrier);
        carrier.retire();
      }
    }
    long[][] sums = JebpfMethod.sums();
    for (JebpfCarrier carrier : carriers()) {
      carrier.addTo(sums);
    }
    return sums;
  }
}
