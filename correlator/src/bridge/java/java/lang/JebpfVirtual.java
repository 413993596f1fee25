package java.lang;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import jdk.internal.misc.Unsafe;

/// The open spans of a virtual thread.
///
/// Time off a carrier is booked when the thread mounts again. From being made runnable on it waited
/// for a carrier. Before, it was parked, and the state it unmounted in tells for what: `lock` for a
/// monitor, `wait` for [Object#wait], else, by what [JebpfSpans#waiting] was told, `sleep`,
/// `network`, `poll` or `park`. [Thread#yield] is nothing but a wait for a carrier.
///
/// A thread that cannot unmount blocks its carrier, whose slot books that as of any thread.
final class JebpfVirtual extends JebpfThread {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final long STATE = offset(VirtualThread.class, "state");
  private static final long PARK_BLOCKER = offset(Thread.class, "parkBlocker");
  private static final long OWNER =
      offset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");
  private static final int STATES = 0xff;

  // VirtualThread.java of JDK 25: the states in which `afterYield` finds a thread.
  private static final int YIELDING = state("YIELDING");
  private static final int BLOCKING = state("BLOCKING");
  private static final int WAITING = state("WAITING");
  private static final int TIMED_WAITING = state("TIMED_WAITING");
  private static final int RUNNING = state("RUNNING");

  // Words of `dev.jebpf.probes.State`.
  static final int LOCK_WORD = 3;
  static final int WAIT_WORD = 4;
  static final int PARK_WORD = 5;
  static final int SLEEP_WORD = 6;
  static final int NETWORK_WORD = 10;
  static final int POLL_WORD = 11;

  private static final JebpfTally[] NO_TALLIES = {null};

  /// Whether the mount and unmount hooks are woven.
  static volatile boolean hooked;

  /// Links the contexts a carrier has to lend.
  JebpfVirtual next;

  /// What it is about to park for; `JebpfSpans.FOR_*`.
  int waitsFor;

  private boolean followed;

  /// When the thread unmounted; 0 while it is mounted.
  private long unmountedAt;

  /// When it was made runnable; 0 until then. Written by whoever does it.
  private volatile long runnableAt;

  /// The state it is parked in, and the part of [JebpfSpans#PARKED] that is, itself for no part.
  private int parkedWord;

  private int parkedPart;

  JebpfVirtual(long tid) {
    super(tid);
  }

  private static long offset(Class<?> type, String field) {
    try {
      return U.objectFieldOffset(type, field);
    } catch (InternalError _) {
      return -1;
    }
  }

  private static int state(String name) {
    try {
      java.lang.reflect.Field field = VirtualThread.class.getDeclaredField(name);
      field.setAccessible(true);
      return field.getInt(null);
    } catch (ReflectiveOperationException _) {
      return -1;
    }
  }

  /// Serves the thread `tid`, mounted on `on`, from now on. The words go on from where they stand:
  /// only their differences count. The version goes on too, so that no frame's is met again.
  void begin(long tid, JebpfCarrier on) {
    this.tid = tid;
    followed = hooked && STATE >= 0;
    ride(on);
    unmountedAt = 0;
    waitsFor = JebpfSpans.FOR_NOTHING;
    mountedAt = System.nanoTime();
    findSlot();
    if (slot != 0) {
      versionBias -= JebpfSlots.version(slot);
    }
  }

  /// Takes what there is to borrow from the carrier.
  private void ride(JebpfCarrier on) {
    carrier = on;
    tallies = on == null ? NO_TALLIES : on.tallies;
    call = on == null ? new long[JebpfSpans.CALL_LENGTH] : on.call;
    words = on == null ? new long[JebpfSpans.ALL_WORDS] : on.words;
  }

  @Override
  void findSlot() {
    if (carrier == null || !followed) {
      ride(JebpfThreads.ofCarrier(Thread.currentCarrierThread()));
    }
    if (carrier != null && followed) {
      if (carrier.slot == 0) {
        carrier.findSlot();
      }
      slot = carrier.slot;
    }
  }

  @Override
  boolean unknownWithoutSlot() {
    return !followed || JebpfSlots.exhausted;
  }

  @Override
  void idle() {
    JebpfThreads.remove(this);
    if (slot != 0) {
      versionBias += JebpfSlots.version(slot) + 1;
      slot = 0;
    }
    JebpfCarrier last = carrier;
    carrier = null;
    tallies = NO_TALLIES;
    tid = 0;
    if (last != null) {
      last.takeBack(this);
    }
  }

  /// Takes up the account of the carrier that is about to run this thread.
  void mount() {
    if (!followed || unmountedAt == 0) {
      return;
    }
    findSlot();
    long now;
    if (slot == 0) {
      now = System.nanoTime();
    } else {
      now = read(slot, words);
      for (int word = 0; word < JebpfSpans.WORDS; word++) {
        bias[word] -= words[word] - bias[word];
      }
      versionBias -= versionRead - versionBias;
      JebpfSlots.span(slot, span());
    }
    mountedAt = now;
    book(now - unmountedAt, runnableAt == 0 ? 0 : now - runnableAt);
    unmountedAt = 0;
  }

  /// Books the time it was not mounted.
  ///
  /// @param runnable how long it waited for a carrier
  private void book(long unmounted, long runnable) {
    long waited = Math.clamp(runnable, 0, unmounted);
    bias[JebpfSpans.CARRIER] += waited;
    long parked = unmounted - waited;
    bias[parkedWord] += parked;
    bias[JebpfSpans.PARKED] += parked;
    if (parkedPart != JebpfSpans.PARKED) {
      bias[parkedPart] += parked;
    }
  }

  /// Leaves the carrier that ran `virtual`, for the reason its state tells, or because it is done.
  void unmount(Thread virtual) {
    if (!followed || unmountedAt != 0) {
      return;
    }
    int state = U.getIntVolatile(virtual, STATE) & STATES;
    if (state == RUNNING) {
      abandonAbove(0);
      idle();
      return;
    }
    if (slot == 0) {
      findSlot();
    }
    long now;
    if (slot == 0) {
      now = System.nanoTime();
      if (unknownWithoutSlot()) {
        bias[JebpfSpans.OTHER] += now - mountedAt;
      }
    } else {
      now = read(slot, words);
      System.arraycopy(words, 0, bias, 0, bias.length);
      versionBias = versionRead + 1;
      JebpfSlots.span(slot, carrier.span());
    }
    slot = 0;
    carrier = null;
    tallies = NO_TALLIES;
    parkedPart = JebpfSpans.PARKED;
    if (state == BLOCKING) {
      parkedWord = LOCK_WORD;
    } else if (state == WAITING || state == TIMED_WAITING) {
      parkedWord = WAIT_WORD;
    } else {
      park(virtual);
    }
    runnableAt = state == YIELDING ? now : 0;
    unmountedAt = now;
  }

  /// Notes what it parks for.
  private void park(Thread virtual) {
    switch (waitsFor) {
      case JebpfSpans.FOR_SLEEP -> parkedWord = SLEEP_WORD;
      case JebpfSpans.FOR_SOCKET -> {
        parkedWord = NETWORK_WORD;
        parkedPart = JebpfSpans.PARKED_SOCKET;
      }
      case JebpfSpans.FOR_SELECTOR -> {
        parkedWord = POLL_WORD;
        parkedPart = JebpfSpans.PARKED_SOCKET;
      }
      case JebpfSpans.FOR_JOIN -> {
        parkedWord = PARK_WORD;
        parkedPart = JebpfSpans.PARKED_JOIN;
      }
      default -> {
        parkedWord = PARK_WORD;
        if (waitsForALock(virtual)) {
          parkedPart = JebpfSpans.PARKED_LOCK;
        }
      }
    }
  }

  /// Whether what it parks for belongs to a thread: a `ReentrantLock` does, a semaphore, a latch, a
  /// condition or a queue does not.
  private static boolean waitsForALock(Thread virtual) {
    return PARK_BLOCKER >= 0
        && OWNER >= 0
        && U.getReferenceVolatile(virtual, PARK_BLOCKER) instanceof AbstractOwnableSynchronizer lock
        && U.getReferenceVolatile(lock, OWNER) != null;
  }

  /// How long a call was blocked in states in which its thread usually unmounts, while it was
  /// mounted: what these states have that parking did not book.
  static long pinned(long[] call) {
    int states = JebpfSpans.CALL_STATES;
    long blocked =
        call[states + LOCK_WORD]
            + call[states + WAIT_WORD]
            + call[states + PARK_WORD]
            + call[states + SLEEP_WORD];
    return blocked - call[states + JebpfSpans.PARKED] + call[states + JebpfSpans.PARKED_SOCKET];
  }

  /// Counts that it is about to park and cannot unmount. The version changes: the counts of a span
  /// that begins from now on are no others.
  void pin(Enum<?> reason) {
    String name = reason.name();
    if (name.equals("NATIVE")) {
      bias[JebpfSpans.PINS_NATIVE]++;
    } else if (name.equals("CRITICAL_SECTION")) {
      bias[JebpfSpans.PINS_CRITICAL]++;
    }
    versionBias++;
  }

  /// Notes when this thread, not mounted, was put into the scheduler's queue.
  void runnable() {
    if (unmountedAt != 0 && runnableAt == 0) {
      runnableAt = System.nanoTime();
    }
  }
}
