package dev.jebpf.probes;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What came of one kernel event on one CPU.
@Layout(size = 32)
interface EventCounters extends MapView {
  /// Occurrences for which the condition held, the lost ones among them.
  @Offset(0)
  long count();

  @Atomic
  @Offset(0)
  void addCount(long delta);

  /// Nanoseconds they took together.
  @Offset(8)
  long nanos();

  @Atomic
  @Offset(8)
  void addNanos(long delta);

  /// Occurrences whose record found no room in the ring buffer.
  @Offset(16)
  long dropped();

  @Atomic
  @Offset(16)
  void addDropped(long delta);

  /// Calls that could not be followed to their end, for lack of room or because of too many within
  /// one another.
  @Offset(24)
  long unfollowed();

  @Atomic
  @Offset(24)
  void addUnfollowed(long delta);
}
