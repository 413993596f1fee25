package java.lang;

import java.util.function.BiConsumer;

/// What instrumented methods call: a span from [#enter] to [#exit], with the states its thread was
/// in meanwhile.
///
/// Woven code, wherever its class was loaded, calls `enter` first and `exit` on every way out:
///
/// ```java
/// long token = JebpfSpans.enter(42);
/// try {
///   ... the method's own body ...
///   JebpfSpans.exit(token, 42, null);
/// } catch (Throwable thrown) {
///   JebpfSpans.exit(token, 42, thrown);
///   throw thrown;
/// }
/// ```
///
/// Neither throws, blocks or, but for a thread's first spans, allocates. The class is defined into
/// `java.lang` at run time, because every class sees it there without a second jar on the boot
/// class path, and because it may then read a thread's id and raw memory at a cost that is bearable
/// before the JIT compiler has seen it. It knows only JDK types; the correlator that starts and
/// reads it lives behind [BiConsumer] and arrays.
///
/// All times are nanoseconds of [System#nanoTime], which on Linux is `CLOCK_MONOTONIC`, the kernel
/// programs' clock. Minimum JDK 25.
public final class JebpfSpans {
  /// Changes whenever what the correlator calls or reads does.
  static final int VERSION = 3;

  /// Number of state words in a slot; `dev.jebpf.probes.State.WORDS`.
  static final int WORDS = 16;

  /// The word that takes what no program saw; `dev.jebpf.probes.State.OTHER`.
  static final int OTHER = 15;

  /// A virtual thread was runnable and had no carrier; `dev.jebpf.probes.State.CARRIER`. The first
  /// of the words that no slot has, and the last that is a state: those behind it say more of a
  /// virtual thread's states and are `dev.jebpf.bridge.VirtualWords`.
  static final int CARRIER = WORDS;

  /// Not mounted, for anything but a carrier. The next three are parts of it.
  static final int PARKED = WORDS + 1;

  static final int PARKED_SOCKET = WORDS + 2;
  static final int PARKED_LOCK = WORDS + 3;
  static final int PARKED_JOIN = WORDS + 4;

  /// Blocked while mounted, in a state in which a virtual thread usually unmounts.
  static final int PINNED = WORDS + 5;

  /// How often it could not unmount because of a native frame, and of a critical section.
  static final int PINS_NATIVE = WORDS + 6;

  static final int PINS_CRITICAL = WORDS + 7;

  /// Number of all words.
  static final int ALL_WORDS = WORDS + 8;

  /// What a virtual thread is about to wait for, where its state does not tell: [#waiting].
  static final int FOR_NOTHING = 0;

  static final int FOR_SLEEP = 1;
  static final int FOR_SOCKET = 2;
  static final int FOR_SELECTOR = 3;
  static final int FOR_JOIN = 4;

  /// Indexes into the array handed to the listener with each call past its threshold; from
  /// [#CALL_STATES] on the [#ALL_WORDS] words. Those of states, and time on a CPU, make up
  /// `CALL_DURATION`.
  static final int CALL_METHOD = 0;

  static final int CALL_SPAN = 1;
  static final int CALL_PARENT = 2;
  static final int CALL_START = 3;
  static final int CALL_DURATION = 4;
  static final int CALL_DEPTH = 5;
  static final int CALL_SWITCHES = 6;
  static final int CALL_WAKER = 7;
  static final int CALL_STATES = 8;
  static final int CALL_LENGTH = CALL_STATES + ALL_WORDS;

  /// Whether spans are followed; everything else is left alone while this is false.
  static boolean tracing;

  /// Told, on the thread that made it, of each call past its method's threshold.
  static volatile BiConsumer<long[], Throwable> listener;

  private JebpfSpans() {}

  /// Begins a span of `method` on the current thread and returns the token that ends it; 0 when it
  /// is not followed.
  public static long enter(int method) {
    if (!tracing) {
      return 0L;
    }
    try {
      JebpfThread thread = JebpfThreads.find(Thread.currentThread().threadId());
      if (thread == null) {
        thread = JebpfThreads.ofCurrent();
        if (thread == null) {
          return 0L;
        }
      }
      return thread.enter(method);
    } catch (Throwable _) {
      JebpfThreads.lost(JebpfThreads.ABANDONED, 1);
      return 0L;
    }
  }

  /// Ends the span that `token` stands for, and with it any that began later on this thread and
  /// never ended.
  public static void exit(long token, int method, Throwable thrown) {
    if (token == 0L) {
      return;
    }
    try {
      JebpfThread thread = JebpfThreads.ofToken(token);
      if (thread != null) {
        thread.exit(token, method, thrown);
      }
    } catch (Throwable _) {
      JebpfThreads.lost(JebpfThreads.ABANDONED, 1);
    }
  }

  /// How long the span that `token` stands for, one of the current thread, has lasted so far, in
  /// nanoseconds; 0 when it is not followed.
  static long elapsed(long token) {
    JebpfThread thread = token == 0L ? null : JebpfThreads.ofToken(token);
    return thread == null ? 0L : thread.elapsed(token);
  }

  /// To be called on entry of `VirtualThread.mount()`, on the carrier.
  public static void mounted(Thread virtual) {
    if (tracing && JebpfThreads.find(virtual.threadId()) instanceof JebpfVirtual thread) {
      thread.mount();
    }
  }

  /// To be called on entry of `VirtualThread.afterYield()` and `VirtualThread.afterDone(boolean)`,
  /// on the carrier. The thread's own state tells which of them, and why it unmounted.
  public static void unmounted(Thread virtual) {
    if (tracing && JebpfThreads.find(virtual.threadId()) instanceof JebpfVirtual thread) {
      thread.unmount(virtual);
    }
  }

  /// To be called on entry of the `submitRunContinuation` family of `VirtualThread`, on whatever
  /// thread makes `virtual` runnable. Without it the wait for a carrier is not told apart from the
  /// sleep before it.
  public static void runnable(Thread virtual) {
    if (tracing && JebpfThreads.find(virtual.threadId()) instanceof JebpfVirtual thread) {
      thread.runnable();
    }
  }

  /// To be called around what a virtual thread parks in, on it: its state does not tell one reason
  /// to park from another.
  ///
  /// @param what [#FOR_SLEEP] and its like before, [#FOR_NOTHING] after
  public static void waiting(int what) {
    if (tracing
        && JebpfThreads.find(Thread.currentThread().threadId()) instanceof JebpfVirtual thread) {
      thread.waitsFor = what;
    }
  }

  /// To be called on entry of `VirtualThread.VThreadContinuation.onPinned(Pinned)`, on the virtual
  /// thread: it is about to park and cannot unmount.
  public static void pinned(Enum<?> reason) {
    if (tracing
        && JebpfThreads.find(Thread.currentThread().threadId()) instanceof JebpfVirtual thread) {
      thread.pin(reason);
    }
  }

  /// Starts following spans.
  ///
  /// @param slots address of the array of slots, which must stay mapped for as long as the JVM
  /// lives; 0 when there is none, and the whole of every span is then booked under `other`
  /// @param slotCount a power of two
  /// @param osThreadOffset of `Thread::_osthread` in HotSpot's `JavaThread`
  /// @param threadIdOffset of `OSThread::_thread_id`
  /// @param calls told, on the thread that made it, of each call past its method's threshold
  /// @return false, with nothing changed, when somebody follows them already
  static synchronized boolean start(
      long slots,
      long slotCount,
      long osThreadOffset,
      long threadIdOffset,
      BiConsumer<long[], Throwable> calls) {
    if (tracing) {
      return false;
    }
    JebpfThreads.forgetAll();
    JebpfSlots.bind(slots, slotCount, osThreadOffset, threadIdOffset);
    listener = calls;
    tracing = true;
    return true;
  }

  /// Stops following spans; the statistics stay readable until the next start.
  static synchronized void stop() {
    tracing = false;
    JebpfThreads.countUnfinished();
    listener = null;
  }

  /// Makes room for methods below `count`, at most 65,535; called before any of them is woven.
  static synchronized void methods(int count) {
    JebpfMethod.make(count);
  }

  /// Sets the duration, in nanoseconds, from which the listener is told of a call of `method`.
  static void threshold(int method, long nanos) {
    JebpfMethod.of(method).threshold(nanos);
  }

  /// Tells whether the mount and unmount hooks are woven; spans that begin on a virtual thread
  /// while they are not are booked under `other`.
  static void virtualThreads(boolean hooked) {
    JebpfVirtual.hooked = hooked;
  }

  /// Tells that the kernel programs ran out of slots, so that a thread without one is not taken for
  /// a thread that was never switched out.
  static void slotsExhausted() {
    JebpfSlots.exhausted = true;
  }

  /// Per method, by its id, the sums over all its calls since the start that have ended; null for
  /// one that was not called. `JebpfTally.SUM_*` say what is where.
  static synchronized long[][] collect() {
    return JebpfThreads.collect();
  }

  /// The counts of `JebpfThreads.ABANDONED`, `UNFINISHED` and `FAILED`, in this order.
  static long[] losses() {
    return JebpfThreads.losses();
  }

  /// All live platform threads, carriers included.
  static Thread[] threads() {
    return Thread.getAllThreads();
  }

  /// The address of HotSpot's `JavaThread` of a platform thread; 0 when it is not alive.
  static long nativeThread(Thread thread) {
    return JebpfSlots.nativeThread(thread);
  }

  /// Offset of an instance field in the objects of a class.
  static long fieldOffset(Class<?> type, String field) {
    return JebpfSlots.U.objectFieldOffset(type, field);
  }

  /// A word of an object.
  static long word(Object object, long offset) {
    return JebpfSlots.U.getLong(object, offset);
  }
}
