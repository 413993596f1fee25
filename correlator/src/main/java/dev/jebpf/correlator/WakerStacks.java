package dev.jebpf.correlator;

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

/// Brings together those that were woken and the stacks of those who woke them, whichever is known
/// first. One thread at a time.
final class WakerStacks {
  /// How long a stack is waited for: a waker whose system call never returns has none.
  private static final long LONGEST_NANOS = 500_000_000;

  private static final int MOST_STACKS = 1_024;
  private static final int MOST_WAITING = 4_096;
  private static final KnownStack NONE =
      new KnownStack(0, DecodedStack.refused(Outcome.ABSENT, "no record"), "");

  /// Who woke, in a system call in which it first did so at that moment.
  ///
  /// @param tid the kernel's id
  record Key(long tid, long nanos) {}

  /// Those that one waker's stack is for.
  ///
  /// @param since when the first of them came
  private record Waiting(long since, List<Consumer<KnownStack>> commits) {
    void tell(KnownStack stack) {
      commits.forEach(commit -> commit.accept(stack));
    }
  }

  private final Map<Key, KnownStack> stacks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownStack> eldest) {
          return size() > MOST_STACKS;
        }
      };
  private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
  private int waitingCount;

  /// A waker's stack is known.
  void add(Key key, KnownStack stack) {
    stacks.put(key, stack);
    Waiting ready = waiting.remove(key);
    if (ready != null) {
      tell(ready, stack);
    }
  }

  /// Tells `commit` of a waker's stack, now or later.
  void whenKnown(Key key, Consumer<KnownStack> commit) {
    KnownStack stack = stacks.get(key);
    if (stack != null) {
      commit.accept(stack);
      return;
    }
    waiting
        .computeIfAbsent(key, _ -> new Waiting(System.nanoTime(), new ArrayList<>()))
        .commits()
        .add(commit);
    waitingCount++;
    giveUp(_ -> waitingCount > MOST_WAITING);
  }

  /// Gives up on those that have waited too long.
  void expire() {
    long now = System.nanoTime();
    giveUp(oldest -> now - oldest.since() > LONGEST_NANOS);
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
