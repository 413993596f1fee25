package dev.jebpf.hotspot.stack;

import java.util.function.LongSupplier;

/// Tells whether methods that were on a stack may have been unloaded since.
///
/// The JVM counts a class before it frees what the class is made of. So as long as the count is
/// what it was before the stack was copied, all its methods are there.
final class ClassUnloading {
  private final LongSupplier counter;
  private final Runnable unloaded;
  private long count;
  private long since;

  /// @param counter how many classes have been unloaded so far
  /// @param unloaded what to do when some have been
  ClassUnloading(LongSupplier counter, Runnable unloaded) {
    this.counter = counter;
    this.unloaded = unloaded;
    look();
  }

  /// Looks at the count.
  void look() {
    long now = counter.getAsLong();
    if (now != count || since == 0) {
      unloaded.run();
      count = now;
      since = System.nanoTime();
    }
  }

  /// Whether no class has been unloaded from `nanos` on, a moment of `System.nanoTime()`.
  boolean noneSince(long nanos) {
    look();
    return nanos - since >= 0;
  }
}
