package java.lang;

import jdk.internal.misc.Unsafe;

/// The open spans of a virtual thread.
///
/// Time off a carrier is booked by the state the thread unmounted in: `lock` for a monitor, `wait`
/// for [Object#wait], `sleep` for [Thread#sleep] where the hook of [JebpfSpans#sleeping] is woven,
/// else `park`, and `runqueue.preempted` for [Thread#yield]. The part of it from being made
/// runnable to being mounted again is also counted as the wait for a carrier.
final class JebpfVirtual extends JebpfThread {
  private static final Unsafe U = Unsafe.getUnsafe();
  private static final long STATE = U.objectFieldOffset(VirtualThread.class, "state");
  private static final int STATES = 0xff;

  // VirtualThread.java of JDK 25: the states in which `afterYield` finds a thread.
  private static final int YIELDING = state("YIELDING");
  private static final int BLOCKING = state("BLOCKING");
  private static final int WAITING = state("WAITING");
  private static final int TIMED_WAITING = state("TIMED_WAITING");
  private static final int RUNNING = state("RUNNING");

  // Words of `dev.jebpf.probes.State`.
  static final int PREEMPTED_WORD = 0;
  static final int LOCK_WORD = 3;
  static final int WAIT_WORD = 4;
  static final int PARK_WORD = 5;
  static final int SLEEP_WORD = 6;

  private static final JebpfTally[] NO_TALLIES = {null};

  /// Whether the mount and unmount hooks are woven.
  static volatile boolean hooked;

  /// Links the contexts a carrier has to lend.
  JebpfVirtual next;

  /// Whether the thread is in a sleep.
  boolean sleeping;

  private boolean followed;

  /// When the thread unmounted; 0 while it is mounted.
  private long unmountedAt;

  /// When it was made runnable; 0 until then. Written by whoever does it.
  private volatile long runnableAt;

  private int reason;

  JebpfVirtual(long tid) {
    super(tid);
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
    followed = hooked;
    carrier = on;
    tallies = on.tallies;
    unmountedAt = 0;
    sleeping = false;
    mountedAt = System.nanoTime();
    findSlot();
    if (slot != 0) {
      versionBias -= JebpfSlots.version(slot);
    }
  }

  @Override
  void findSlot() {
    if (carrier == null || !followed) {
      carrier = JebpfThreads.ofCarrier(Thread.currentCarrierThread());
      tallies = carrier == null ? NO_TALLIES : carrier.tallies;
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
    bias[reason] += now - unmountedAt;
    long since = runnableAt;
    if (since != 0) {
      bias[JebpfSpans.WORDS] += Math.max(0, now - since);
    }
    unmountedAt = 0;
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
    reason = word(state);
    runnableAt = state == YIELDING ? now : 0;
    unmountedAt = now;
  }

  private int word(int state) {
    if (state == YIELDING) {
      return PREEMPTED_WORD;
    }
    if (state == BLOCKING) {
      return LOCK_WORD;
    }
    if (state == WAITING || state == TIMED_WAITING) {
      return WAIT_WORD;
    }
    return sleeping ? SLEEP_WORD : PARK_WORD;
  }

  /// Notes when this thread, not mounted, was put into the scheduler's queue.
  void runnable() {
    if (unmountedAt != 0 && runnableAt == 0) {
      runnableAt = System.nanoTime();
    }
  }
}
