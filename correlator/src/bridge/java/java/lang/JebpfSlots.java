package java.lang;

import jdk.internal.misc.Unsafe;

/// The slots of this process in the memory that the kernel programs fill: where a thread finds its
/// own, and how it reads it.
///
/// The layout is that of `dev.jebpf.probes.Slot`. A slot is looked for like the kernel does: from
/// `tid & (slots - 1)` at most [#PROBES], [#stride] apart.
final class JebpfSlots {
  static final Unsafe U = Unsafe.getUnsafe();

  static final long VERSION = 0;
  static final long STATES = 8;
  static final long WAKER = 136;
  static final long STARTED = 152;
  static final long SPAN = 160;
  static final long TID = 192;
  static final int SIZE = 384;
  static final int PROBES = 8;

  private static final long EETOP = U.objectFieldOffset(Thread.class, "eetop");

  private static long base;
  private static long mask;
  private static long stride;
  private static long osThread;
  private static long threadId;

  /// Whether a thread without a slot may have been switched out all the same.
  static volatile boolean exhausted;

  private JebpfSlots() {}

  static void bind(long slots, long count, long osThreadOffset, long threadIdOffset) {
    base = slots;
    mask = count - 1;
    stride = stride(count);
    osThread = osThreadOffset;
    threadId = threadIdOffset;
    exhausted = slots == 0;
  }

  /// How far apart the slots are that a thread may have.
  static long stride(long slots) {
    return slots / PROBES | 1;
  }

  /// The slot of the live platform thread `carrier`, which must be the current one or its carrier;
  /// 0 if it has none (yet).
  static long find(Thread carrier) {
    if (base == 0) {
      return 0;
    }
    long javaThread = nativeThread(carrier);
    long tid = U.getInt(null, U.getLong(null, javaThread + osThread) + threadId);
    for (int probe = 0; probe < PROBES; probe++) {
      long slot = base + ((tid + probe * stride) & mask) * SIZE;
      if (U.getLongVolatile(null, slot + TID) == tid) {
        return slot;
      }
    }
    return 0;
  }

  static long nativeThread(Thread thread) {
    return U.getLongVolatile(thread, EETOP);
  }

  /// Goes up by two when the slot's thread is switched in. Volatile, because this is one native
  /// call before compilation and a plain load after it that nothing is hoisted over.
  static long version(long slot) {
    return U.getLongVolatile(null, slot);
  }

  /// Reads the state words plus `bias`, and those that only it has; meaningful only between two
  /// equal [#version]s.
  static void words(long slot, long[] bias, long[] into) {
    for (int word = 0; word < JebpfSpans.WORDS; word++) {
      into[word] = U.getLong(null, slot + STATES + ((long) word << 3)) + bias[word];
    }
    for (int word = JebpfSpans.WORDS; word < JebpfSpans.ALL_WORDS; word++) {
      into[word] = bias[word];
    }
    U.loadFence();
  }

  static long started(long slot) {
    return U.getLong(null, slot + STARTED);
  }

  static long waker(long slot) {
    return U.getLong(null, slot + WAKER);
  }

  static void span(long slot, long span) {
    U.putLong(null, slot + SPAN, span);
  }
}
