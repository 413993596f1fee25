package dev.jebpf.thread;

import dev.jebpf.probes.Slot;
import dev.jebpf.probes.State;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Reads the slot of any thread while the kernel goes on writing it.
///
/// The kernel makes the version odd, writes and makes it even again, at a switch-in. What was read
/// between two equal even versions is of one moment. A switch-out in between changes only what
/// tells of the sleep going on, whose length then is from its start to the moment of reading.
final class SlotReader {
  /// The kernel is done with a slot within nanoseconds, unless a hypervisor takes its CPU away.
  private static final int SPINS = 1_000;

  private static final int TRIES = 10_000;

  private static final long PAUSE_NANOS = 50_000;

  /// A slot at one moment.
  ///
  /// @param started when the account began
  /// @param wallNanos since then
  /// @param words nanoseconds by [State#word], the sleep going on included
  /// @param attachGap the sleep before the first switch-in, which is in no word
  /// @param switches times switched in
  /// @param voluntary of these, after a sleep
  /// @param waker kernel id of the thread that woke it last; 0 for an interrupt
  @SuppressWarnings("ArrayRecordComponent") // handed over at once, never compared
  record Reading(
      long started,
      long wallNanos,
      long[] words,
      long attachGap,
      long switches,
      long voluntary,
      long waker) {}

  private final LongSupplier clock;

  /// A reader by a clock: `System.nanoTime`, or a test's.
  SlotReader(LongSupplier clock) {
    this.clock = clock;
  }

  /// The account of the thread, or null if the slot is not its own any more.
  ///
  /// @param owner what [Slot#tid] must be
  @Nullable Reading read(Slot slot, long owner) {
    for (int i = 0; i < TRIES; i++) {
      long version = slot.version();
      VarHandle.acquireFence();
      if ((version & 1) == 0) {
        Reading reading = readOnce(slot, version);
        VarHandle.acquireFence();
        if (slot.tid() != owner) {
          return null;
        }
        if (slot.version() == version) {
          return reading;
        }
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    throw new IllegalStateException("slot of thread " + owner + " never came to rest");
  }

  private Reading readOnce(Slot slot, long version) {
    long out = slot.outSince();
    int reason = slot.reason();
    long woken = slot.wokenAt();
    long[] words = new long[State.WORDS];
    for (int word = 0; word < State.WORDS; word++) {
      words[word] = slot.state(word);
    }
    long now = clock.getAsLong();
    if (out != 0 && out < now) {
      addOpenSleep(words, reason & State.WORDS - 1, out, woken, now);
    }
    return new Reading(
        slot.started(),
        now - slot.started(),
        words,
        slot.attachGap(),
        version / 2,
        slot.voluntary(),
        slot.waker());
  }

  private static void addOpenSleep(long[] words, int reason, long out, long woken, long now) {
    long until = woken > out && woken < now ? woken : now;
    words[reason] += until - out;
    words[State.RUNQUEUE_WOKEN.word()] += now - until;
  }
}
