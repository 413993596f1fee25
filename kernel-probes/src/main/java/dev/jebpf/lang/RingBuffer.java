package dev.jebpf.lang;

import org.jspecify.annotations.Nullable;

/// A ring buffer from the kernel to the JVM. Minimum kernel 5.8.
public non-sealed interface RingBuffer extends MapHandle {
  /// `BPF_RB_NO_WAKEUP`: the reader is not woken.
  long NO_WAKEUP = 1;

  /// `BPF_RB_FORCE_WAKEUP`.
  long FORCE_WAKEUP = 2;

  /// A record to fill and then [#submit] or [#discard] on every path; null when there is no room.
  /// Its bytes are not zeroed.
  <R extends MapView> @Nullable R reserve(Class<R> type);

  void submit(MapView entry, long flags);

  void discard(MapView entry, long flags);
}
