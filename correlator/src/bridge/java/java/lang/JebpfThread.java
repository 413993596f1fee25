package java.lang;

import java.util.function.BiConsumer;

/// The open spans of a thread.
///
/// A thread's state words are those of its slot plus [#bias]. That is zero for a platform thread. A
/// virtual thread's absorbs what the slot of each carrier had counted before it mounted there, what
/// it counted meanwhile, and the time the thread was not mounted at all. So the words of any thread
/// grow with that thread and with nothing else, and a span subtracts two readings of them.
///
/// Only the thread itself comes here, or its carrier while it is not mounted.
abstract sealed class JebpfThread permits JebpfCarrier, JebpfVirtual {
  private static final int DEEPEST = 500;

  /// A token is, from its highest bit: 0, where [JebpfThreads] has the thread (18 bits), the span's
  /// number (29 bits), the method plus one (16 bits).
  private static final int PLACE_SHIFT = 45;

  private static final long SERIAL_STEP = 1L << 16;
  private static final long SERIAL_MASK = (1L << PLACE_SHIFT) - SERIAL_STEP;

  /// Spreads the numbers that threads begin with, so that a token of an earlier thread at the same
  /// place, from before a restart, is not taken for one of the present.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /// Java thread id.
  long tid;

  /// The platform thread this one runs on: itself, or the carrier; null while not mounted.
  JebpfCarrier carrier;

  /// The slot of [#carrier]; 0 while there is none.
  long slot;

  /// What to add to the slot's words and version to get this thread's own. Of the words behind
  /// those a slot knows nothing.
  final long[] bias = new long[JebpfSpans.ALL_WORDS];

  long versionBias;

  /// When a virtual thread mounted on a carrier without a slot; 0 for a platform thread.
  long mountedAt;

  /// The span stack. Its element 0 stands for no span, and there is always one above [#depth]
  /// unless that is the deepest. Going up and down is an `int` store: a reference would cost the
  /// collector's barriers.
  private JebpfFrame[] frames = {JebpfFrame.NONE, new JebpfFrame()};

  /// Number of open spans.
  private int depth;

  /// Where [JebpfThreads] has this thread, in its place in a token.
  private long place;

  private long serial;

  /// The statistics of [#carrier], by method.
  JebpfTally[] tallies = {null};

  /// The call handed to the listener; before that, where its states are worked out. A virtual
  /// thread borrows its carrier's, with [#words]: there may be a hundred thousand, all of them in a
  /// span, and nothing in between makes it leave the carrier.
  long[] call;

  /// Where the words are read into.
  long[] words;

  /// The version that the last [#read] was at.
  long versionRead;

  private boolean reporting;

  JebpfThread(long tid) {
    this.tid = tid;
    this.serial = JebpfThreads.nextNumber() * SPREAD & SERIAL_MASK;
  }

  /// The place in [JebpfThreads] of the thread that `token` was given to.
  static int place(long token) {
    return (int) (token >>> PLACE_SHIFT);
  }

  final void place(int index) {
    place = (long) index << PLACE_SHIFT;
  }

  /// Looks for the slot, and the carrier, of a thread that has none.
  abstract void findSlot();

  /// Whether time without a slot is unknown, rather than known to be spent on a CPU because the
  /// thread has not been switched since the kernel programs were attached.
  abstract boolean unknownWithoutSlot();

  /// Called when the last open span has ended.
  abstract void idle();

  final long enter(int method) {
    int depth = this.depth + 1;
    JebpfFrame[] frames = this.frames;
    long slot = this.slot;
    if (slot == 0 || depth >= frames.length) {
      return enterSlowly(method);
    }
    JebpfFrame frame = frames[depth];
    long token = open(frame, method);
    JebpfSlots.span(slot, token);
    long start = System.nanoTime();
    if (JebpfSlots.version(slot) + versionBias != frame.version) {
      start = read(slot, frame.words);
      frame.version = versionRead;
    }
    frame.start = start;
    return token;
  }

  private long open(JebpfFrame frame, int method) {
    serial = serial + SERIAL_STEP & SERIAL_MASK;
    long token = place | serial | method + 1;
    frame.token = token;
    depth++;
    return token;
  }

  private long enterSlowly(int method) {
    if (depth + 1 >= frames.length && !deepen()) {
      return 0L;
    }
    if (slot == 0) {
      findSlot();
    }
    if (slot != 0) {
      return enter(method);
    }
    JebpfFrame frame = frames[depth + 1];
    long token = open(frame, method);
    frame.version = JebpfFrame.NO_SLOT;
    System.arraycopy(bias, 0, frame.words, 0, bias.length);
    frame.start = System.nanoTime();
    return token;
  }

  final void exit(long token, int method, Throwable thrown) {
    if (frames[depth].token != token && !unwind(token)) {
      return;
    }
    if (slot == 0) {
      findSlot();
    }
    JebpfFrame frame = frames[depth];
    long slot = this.slot;
    JebpfTally[] tallies = this.tallies;
    JebpfTally tally = tallies[method & (tallies.length - 1)];
    if (tally == null || tally.id != method) {
      tally = tally(method);
    }
    // What follows must not need what this returns too soon: the next reading of the clock waits
    // for all instructions before it.
    long duration = System.nanoTime() - frame.start;
    long[] states = null;
    if (slot == 0 || JebpfSlots.version(slot) + versionBias != frame.version) {
      states = reporting ? new long[JebpfSpans.CALL_LENGTH] : call;
      duration = account(slot, frame, states);
    }
    depth--;
    if (slot != 0) {
      JebpfSlots.span(slot, spanOrCarriers());
    }
    if (tally != null) {
      if (states == null) {
        tally.add(duration, thrown != null);
      } else {
        tally.add(duration, thrown != null, states);
      }
      if (duration >= tally.threshold) {
        report(frame, token, method, duration, states, thrown);
      }
    }
    if (depth == 0 && carrier != this && !reporting) {
      idle();
    }
  }

  /// How long the open span of `token` has lasted; 0 if there is none.
  final long elapsed(long token) {
    for (int open = depth; open > 0; open--) {
      if (frames[open].token == token) {
        return System.nanoTime() - frames[open].start;
      }
    }
    return 0L;
  }

  /// The tally of `method` on the carrier, made if need be; null without a carrier.
  private JebpfTally tally(int method) {
    JebpfCarrier carrier = this.carrier;
    if (carrier == null) {
      JebpfThreads.lost(JebpfThreads.ABANDONED, 1);
      return null;
    }
    JebpfTally tally = carrier.make(method);
    tallies = carrier.tallies;
    return tally;
  }

  /// The innermost open span; 0 outside any.
  final long span() {
    return frames[depth].token;
  }

  /// What the slot shows: this thread's span or, when a virtual thread is in none, the carrier's.
  private long spanOrCarriers() {
    long span = span();
    return span != 0 || carrier == this || carrier == null ? span : carrier.span();
  }

  final int depth() {
    return depth;
  }

  /// Makes room for one more span; false if the stack is as deep as it may get.
  private boolean deepen() {
    if (frames.length > DEEPEST) {
      JebpfThreads.lost(JebpfThreads.ABANDONED, 1);
      return false;
    }
    JebpfFrame[] more = java.util.Arrays.copyOf(frames, 2 * frames.length);
    for (int i = frames.length; i < more.length; i++) {
      more[i] = new JebpfFrame();
    }
    frames = more;
    return true;
  }

  /// Gives up the spans above the one of `token`; false, with nothing given up, if there is none.
  private boolean unwind(long token) {
    int found = depth;
    while (found > 0 && frames[found].token != token) {
      found--;
    }
    if (found == 0) {
      return false;
    }
    abandonAbove(found);
    return true;
  }

  /// Gives up the spans above the lowest `kept`.
  final void abandonAbove(int kept) {
    JebpfThreads.lost(JebpfThreads.ABANDONED, depth - kept);
    depth = kept;
  }

  /// Reads this thread's words, and the time and the version they are of.
  final long read(long slot, long[] into) {
    while (true) {
      long version = JebpfSlots.version(slot);
      JebpfSlots.words(slot, bias, into);
      long now = System.nanoTime();
      if (JebpfSlots.version(slot) == version) {
        versionRead = version + versionBias;
        return now;
      }
    }
  }

  /// Works out the states of the span in `frame`, whose thread was switched out meanwhile or has no
  /// slot, and returns its duration.
  private long account(long slot, JebpfFrame frame, long[] states) {
    long now;
    if (slot == 0) {
      System.arraycopy(bias, 0, words, 0, bias.length);
      now = System.nanoTime();
    } else {
      now = read(slot, words);
    }
    for (int word = 0; word < words.length; word++) {
      states[JebpfSpans.CALL_STATES + word] = words[word] - frame.words[word];
    }
    states[JebpfSpans.CALL_STATES + JebpfSpans.OTHER] += unknown(slot, frame, now);
    if (carrier != this) {
      states[JebpfSpans.CALL_STATES + JebpfSpans.PINNED] = JebpfVirtual.pinned(states);
    }
    states[JebpfSpans.CALL_SWITCHES] =
        slot == 0 ? 0 : (versionRead - Math.max(frame.version, versionBias)) >> 1;
    states[JebpfSpans.CALL_WAKER] = slot == 0 ? 0 : JebpfSlots.waker(slot);
    return now - frame.start;
  }

  /// How long of the span the thread had no slot although it may have been switched out.
  private long unknown(long slot, JebpfFrame frame, long now) {
    long from = Math.max(frame.start, mountedAt);
    if (slot == 0) {
      return unknownWithoutSlot() ? now - from : 0;
    }
    if (frame.version == JebpfFrame.NO_SLOT) {
      return Math.clamp(JebpfSlots.started(slot) - from, 0, now - from);
    }
    return 0;
  }

  private void report(
      JebpfFrame frame, long token, int method, long duration, long[] states, Throwable thrown) {
    BiConsumer<long[], Throwable> listener = JebpfSpans.listener;
    if (listener == null || reporting) {
      return;
    }
    reporting = true;
    try {
      if (states == null) {
        java.util.Arrays.fill(call, 0L);
      }
      // The listener may make a virtual thread leave its carrier, whose next needs the array.
      long[] call = carrier == this ? this.call : this.call.clone();
      call[JebpfSpans.CALL_METHOD] = method;
      call[JebpfSpans.CALL_SPAN] = token;
      call[JebpfSpans.CALL_PARENT] = span();
      call[JebpfSpans.CALL_START] = frame.start;
      call[JebpfSpans.CALL_DURATION] = duration;
      call[JebpfSpans.CALL_DEPTH] = depth;
      listener.accept(call, thrown);
    } catch (Throwable _) {
      JebpfThreads.lost(JebpfThreads.FAILED, 1);
    } finally {
      reporting = false;
    }
  }
}
