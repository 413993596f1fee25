package dev.jebpf.event.code;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// A call under way: what was noted at its entry until it returns.
///
/// ```
/// +0 start   +8 duration   +16 skipped   +24 stack   +80 word[16]
/// ```
@Layout(size = EventWords.END)
public interface SavedCall extends MapView, EventWords {
  /// Nanoseconds of `CLOCK_MONOTONIC`.
  @Offset(0)
  long start();

  @Offset(0)
  void start(long nanos);

  /// Known at the exit.
  @Offset(8)
  long duration();

  @Offset(8)
  void duration(long nanos);

  /// Calls of the same function within this one that are not followed and have not returned yet.
  @Offset(16)
  long skipped();

  @Offset(16)
  void skipped(long count);

  /// The stack pointer at the entry, where that tells calls apart ([Frame]).
  @Offset(24)
  long stack();

  @Offset(24)
  void stack(long pointer);
}
