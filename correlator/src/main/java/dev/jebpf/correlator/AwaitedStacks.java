package dev.jebpf.correlator;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Brings together operations and their stacks, which come from two ring buffers and are decoded by
/// a thread of their own, whichever is known first. One thread at a time.
final class AwaitedStacks {
  /// How long a stack is waited for. It has been copied, so nothing but a decoding thread that is
  /// far behind keeps it away.
  private static final long LONGEST_NANOS = 2_000_000_000;

  /// Stacks that wait for their operation: of connections that are being opened or closed, and of
  /// operations whose record had no room or has not been read yet.
  static final int MOST_STACKS = 16_384;

  /// Operations that wait for their stack.
  static final int MOST_WAITING = 8_192;

  private static final KnownStack NONE = absent("no record");

  /// Whose stack, and when it was copied.
  ///
  /// @param tid the kernel's id
  record Key(long tid, long nanos) {}

  private record Waiting(long since, Consumer<KnownStack> commit) {}

  private final Map<Key, KnownStack> stacks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownStack> eldest) {
          return size() > MOST_STACKS;
        }
      };
  private final Map<Key, Waiting> waiting = new LinkedHashMap<>();

  /// One that is not there.
  static KnownStack absent(String reason) {
    return new KnownStack(0, DecodedStack.refused(Outcome.ABSENT, reason), "");
  }

  /// A stack is known.
  void add(Key key, KnownStack stack) {
    Waiting operation = waiting.remove(key);
    if (operation == null) {
      stacks.put(key, stack);
    } else {
      operation.commit().accept(stack);
    }
  }

  /// Tells `commit` of a stack, now or later.
  void whenKnown(Key key, Consumer<KnownStack> commit) {
    KnownStack stack = stacks.remove(key);
    if (stack != null) {
      commit.accept(stack);
      return;
    }
    waiting.put(key, new Waiting(System.nanoTime(), commit));
    giveUp(_ -> waiting.size() > MOST_WAITING);
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
      Waiting operation = oldest.next();
      if (!hopeless.test(operation)) {
        return;
      }
      oldest.remove();
      operation.commit().accept(NONE);
    }
  }
}
