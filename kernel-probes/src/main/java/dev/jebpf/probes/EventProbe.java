package dev.jebpf.probes;

import dev.jebpf.event.code.EventCode;
import dev.jebpf.event.code.EventTexts;
import dev.jebpf.event.code.EventWords;
import dev.jebpf.event.code.Frame;
import dev.jebpf.event.code.SavedCall;
import dev.jebpf.event.code.SavedTextCall;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.Helpers;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.probes.kernel.TaskStruct;
import org.jspecify.annotations.Nullable;

/// The programs of a kernel event that the user asked for: one at its one place, or two at the
/// entry and the exit of a call.
///
/// What is known at the entry only (arguments, what they point to) waits in a table for the exit.
/// Calls of the same function within one another are followed to a depth of [#DEEPEST]; those that
/// are not followed are counted off by the one around them, so that each exit finds its own entry.
/// A function of user space may be left without a return, so there the stack pointer tells which
/// entry an exit belongs to ([Frame]).
///
/// At uprobes a program may lose its CPU to another thread that runs the same one, so a call is put
/// together in the table itself, in the element that is the thread's own.
final class EventProbe {
  static final int DEEPEST = 4;

  private final Helpers helpers;
  private final Threads threads;
  private final HotSpotThread hotSpot;
  private final OperationStacks stacks;
  private final Totals totals;
  private final Losses losses;
  private final RingBuffer ring;
  private final PerCpuArray<EventCounters> counters;
  private final HashTable<SavedCall> calls;
  private final PerCpuArray<? extends SavedCall> blank;
  private final EventCode code;
  private final int number;
  private final boolean texts;

  @SuppressWarnings(
      "unchecked") // of the two types of calls only what they share is used, or a cast
  EventProbe(
      Helpers helpers,
      Threads threads,
      HotSpotThread hotSpot,
      OperationStacks stacks,
      Totals totals,
      Losses losses,
      EventMaps maps,
      EventCode code,
      int number) {
    this.helpers = helpers;
    this.threads = threads;
    this.hotSpot = hotSpot;
    this.stacks = stacks;
    this.totals = totals;
    this.losses = losses;
    this.ring = maps.ring();
    this.counters = maps.counters();
    this.calls = (HashTable<SavedCall>) maps.calls();
    this.blank = maps.blank();
    this.code = code;
    this.number = number;
    this.texts = code.texts() != null;
  }

  /// At a place that has no end.
  void onHit(Context context) {
    if (!threads.currentActs() || !code.wanted().holds(context, null)) {
      return;
    }
    count(0);
    EventRecord entry = reserve();
    if (entry == null) {
      drop();
      return;
    }
    if (code.words() != null) {
      code.words().store(entry, context, null);
    }
    if (code.texts() != null) {
      code.texts().store((EventTextRecord) entry, context);
    }
    entry.start(helpers.ktimeGetNs());
    entry.duration(0);
    entry.result(0);
    submit(entry);
  }

  /// At the entry of a function or system call.
  void onEntry(Context context) {
    if (!threads.currentActs()) {
      return;
    }
    Frame frame = code.frame();
    long thread = thread();
    long stack = frame == null ? 0 : frame.atEntry().value(context, null);
    int depth = depth(thread);
    if (frame != null && depth > 0) {
      forget(thread, stack + 1);
      depth = depth(thread);
    }
    if (!code.wanted().holds(context, null)) {
      skip(thread, depth);
    } else if (depth == DEEPEST || !follow(context, thread, depth, stack)) {
      unfollowed();
      skip(thread, depth);
    }
  }

  /// Notes a call until it returns.
  ///
  /// @return false for lack of room
  private boolean follow(Context context, long thread, int depth, long stack) {
    SavedCall empty = blank.lookup(0);
    if (empty == null || calls.put(key(thread, depth), empty) < 0) {
      return false;
    }
    SavedCall call = calls.lookup(key(thread, depth));
    if (call != null) {
      begin(context, call, stack);
    }
    return true;
  }

  private void begin(Context context, SavedCall call, long stack) {
    if (code.words() != null) {
      code.words().store(call, context, null);
    }
    if (code.texts() != null) {
      code.texts().store((SavedTextCall) call, context);
    }
    call.stack(stack);
    call.start(helpers.ktimeGetNs());
  }

  /// At its exit.
  void onExit(Context context) {
    if (!threads.currentActs()) {
      return;
    }
    long now = helpers.ktimeGetNs();
    long thread = thread();
    Frame frame = code.frame();
    long stack = frame == null ? 0 : frame.atExit().value(context, null);
    if (frame != null) {
      forget(thread, stack);
    }
    int depth = depth(thread);
    if (depth == 0) {
      return;
    }
    SavedCall call = calls.lookup(key(thread, depth - 1));
    if (call == null) {
      return;
    }
    if (call.stack() != stack) {
      return; // of an entry that is not followed
    }
    if (call.skipped() > 0) {
      call.skipped(call.skipped() - 1);
      return;
    }
    call.duration(now - call.start());
    returned(context, call);
    calls.delete(key(thread, depth - 1));
  }

  private void returned(Context context, SavedCall call) {
    EventCode.Exit exit = code.exit();
    if (exit == null || !exit.wanted().holds(context, call)) {
      return;
    }
    count(call.duration());
    EventRecord entry = reserve();
    if (entry == null) {
      drop();
      return;
    }
    if (exit.words() != null) {
      exit.words().store(entry, context, call);
    }
    if (texts) {
      copyTexts((SavedTextCall) call, (EventTextRecord) entry);
    }
    entry.start(call.start());
    entry.duration(call.duration());
    entry.result(exit.result().value(context, call));
    submit(entry);
  }

  private static void copyTexts(SavedTextCall call, EventTextRecord entry) {
    for (int i = 0; i < EventTexts.BYTES / Long.BYTES; i++) {
      entry.textWord(i, call.textWord(i));
    }
  }

  private @Nullable EventRecord reserve() {
    return texts ? ring.reserve(EventTextRecord.class) : ring.reserve(EventRecord.class);
  }

  /// Says who did it, and sends the record.
  private void submit(EventRecord entry) {
    TaskStruct current = threads.current();
    Slot slot = threads.find(current);
    entry.kind(Kinds.KERNEL_EVENT);
    entry.size(texts ? EventTexts.END : EventWords.END);
    entry.event(number);
    if (slot == null) {
      losses.callUnaccounted();
      entry.tid(threads.tid(current));
      entry.javaThread(0);
      entry.spanId(0);
      entry.waker(0);
      entry.stack(stacks.kept(0, entry.duration()));
    } else {
      entry.tid(slot.tid());
      entry.javaThread(hotSpot.javaThread(current, slot));
      entry.spanId(slot.spanId());
      entry.waker(slot.waker());
      entry.stack(stacks.over(current, slot, entry.duration()));
    }
    ring.submit(entry, 0);
  }

  private long thread() {
    return threads.tid(threads.current());
  }

  /// Under which a call of a thread is kept.
  static long key(long thread, int depth) {
    return thread | (long) depth << 32;
  }

  /// How many calls of the current thread are followed now.
  private int depth(long thread) {
    int depth = 0;
    while (depth < DEEPEST && calls.lookup(key(thread, depth)) != null) {
      depth++;
    }
    return depth;
  }

  /// Forgets calls that were left without a return: their frames were below an address.
  private void forget(long thread, long address) {
    for (int i = DEEPEST - 1; i >= 0; i--) {
      SavedCall call = calls.lookup(key(thread, i));
      if (call != null && call.stack() < address) {
        calls.delete(key(thread, i));
        unfollowed();
      }
    }
  }

  /// The call that begins is not followed: its exit belongs to the call around it.
  private void skip(long thread, int depth) {
    if (depth == 0) {
      return;
    }
    SavedCall around = calls.lookup(key(thread, depth - 1));
    if (around != null && code.frame() == null) {
      around.skipped(around.skipped() + 1);
    }
  }

  private void count(long nanos) {
    EventCounters mine = counters.lookup(number);
    if (mine != null) {
      mine.addCount(1);
      mine.addNanos(nanos);
    }
  }

  private void drop() {
    totals.dropped(Kinds.KERNEL_EVENT);
    EventCounters mine = counters.lookup(number);
    if (mine != null) {
      mine.addDropped(1);
    }
  }

  private void unfollowed() {
    EventCounters mine = counters.lookup(number);
    if (mine != null) {
      mine.addUnfollowed(1);
    }
  }
}
