package dev.jebpf.correlator;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

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

  private record Waiting(Key key, long since, Consumer<KnownStack> commit) {}

  private final Map<Key, KnownStack> stacks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownStack> eldest) {
          return size() > MOST_STACKS;
        }
      };
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /// A waker's stack is known.
  void add(Key key, KnownStack stack) {
    stacks.put(key, stack);
    var ready = waiting.stream().filter(one -> one.key().equals(key)).toList();
    waiting.removeAll(ready);
    ready.forEach(one -> one.commit().accept(stack));
  }

  /// Tells `commit` of a waker's stack, now or later.
  void whenKnown(Key key, Consumer<KnownStack> commit) {
    KnownStack stack = stacks.get(key);
    if (stack != null) {
      commit.accept(stack);
    } else {
      waiting.add(new Waiting(key, System.nanoTime(), commit));
      if (waiting.size() > MOST_WAITING) {
        waiting.removeFirst().commit().accept(NONE);
      }
    }
  }

  /// Gives up on those that have waited too long.
  void expire() {
    long now = System.nanoTime();
    while (!waiting.isEmpty() && now - waiting.getFirst().since() > LONGEST_NANOS) {
      waiting.removeFirst().commit().accept(NONE);
    }
  }

  /// Gives up on all.
  void close() {
    while (!waiting.isEmpty()) {
      waiting.removeFirst().commit().accept(NONE);
    }
  }
}
