package dev.jebpf.usdt;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded number of [Scratch]es for any number of threads, platform or virtual. Thread-locals
/// would be one for each of a million virtual threads.
///
/// A thread looks in one place only. If another thread has what belongs there, it makes one of its
/// own, and the place keeps whichever is given back last.
final class ScratchPool {
  private static final int PLACES = 64;
  private static final AtomicReferenceArray<@Nullable Scratch> FREE =
      new AtomicReferenceArray<>(PLACES);

  private ScratchPool() {}

  static Scratch acquire() {
    Scratch scratch = FREE.getAndSet(place(), null);
    return scratch == null ? new Scratch() : scratch.reset();
  }

  static void release(Scratch scratch) {
    FREE.set(place(), scratch);
  }

  private static int place() {
    return (int) Thread.currentThread().threadId() & (PLACES - 1);
  }
}
