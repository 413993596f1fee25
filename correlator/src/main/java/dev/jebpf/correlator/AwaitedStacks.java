package dev.jebpf.correlator;

import dev.jebpf.bounded.BoundedMap;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Brings together what happened and the stack that caused it, which come in records of their own,
/// whichever is known first. One thread at a time.
final class AwaitedStacks {
  private static final KnownStack NONE = absent("no record");

  /// Whose stack, and what tells it from others of the same thread: the moment it was copied, of a
  /// waker's the moment at which it first woke somebody in the same system call.
  ///
  /// @param tid the kernel's id
  record Key(long tid, long nanos) {}

  /// What is given up on.
  ///
  /// @param longestNanos how long a stack is waited for
  /// @param mostStacks that wait to be asked for
  /// @param mostWaiting that wait for their stack
  /// @param once whether a stack is that of one event only
  private record Limits(long longestNanos, int mostStacks, int mostWaiting, boolean once) {}

  /// Those that one stack is for.
  ///
  /// @param since when the first of them came
  private record Waiting(long since, List<Consumer<KnownStack>> commits) {
    void tell(KnownStack stack) {
      commits.forEach(commit -> commit.accept(stack));
    }
  }

  /// Stacks of operations that wait for these: of connections that are being opened, and of
  /// operations whose record had no room or has not been read yet.
  static final int MOST_STACKS = 16_384;

  /// Operations that wait for their stack.
  static final int MOST_WAITING = 8_192;

  private final Limits limits;
  private final Map<Key, KnownStack> stacks;
  private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
  private int waitingCount;

  private AwaitedStacks(Limits limits) {
    this.limits = limits;
    stacks = BoundedMap.byAge(limits.mostStacks());
  }

  /// Of operations. Their stacks have been copied, so that it takes a decoding thread that is far
  /// behind to keep them away.
  static AwaitedStacks ofOperations() {
    return new AwaitedStacks(new Limits(2_000_000_000, MOST_STACKS, MOST_WAITING, true));
  }

  /// Of those who woke others, maybe several of them; one whose system call never returns has none.
  static AwaitedStacks ofWakers() {
    return new AwaitedStacks(new Limits(500_000_000, 1_024, 4_096, false));
  }

  /// One that is not there.
  static KnownStack absent(String reason) {
    return new KnownStack(0, DecodedStack.refused(Outcome.ABSENT, reason), "");
  }

  /// A stack is known.
  void add(Key key, KnownStack stack) {
    Waiting ready = waiting.remove(key);
    if (ready == null || !limits.once()) {
      stacks.put(key, stack);
    }
    if (ready != null) {
      tell(ready, stack);
    }
  }

  /// Tells `commit` of a stack, now or later.
  void whenKnown(Key key, Consumer<KnownStack> commit) {
    KnownStack stack = limits.once() ? stacks.remove(key) : stacks.get(key);
    if (stack != null) {
      commit.accept(stack);
      return;
    }
    waiting
        .computeIfAbsent(key, _ -> new Waiting(System.nanoTime(), new ArrayList<>(1)))
        .commits()
        .add(commit);
    waitingCount++;
    giveUp(_ -> waitingCount > limits.mostWaiting());
  }

  /// Gives up on those that have waited too long.
  void expire() {
    long now = System.nanoTime();
    giveUp(oldest -> now - oldest.since() > limits.longestNanos());
  }

  /// Gives up on all.
  void close() {
    giveUp(_ -> true);
  }

  private void giveUp(Predicate<Waiting> hopeless) {
    Iterator<Waiting> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Waiting those = oldest.next();
      if (!hopeless.test(those)) {
        return;
      }
      oldest.remove();
      tell(those, NONE);
    }
  }

  private void tell(Waiting those, KnownStack stack) {
    waitingCount -= those.commits().size();
    those.tell(stack);
  }
}
