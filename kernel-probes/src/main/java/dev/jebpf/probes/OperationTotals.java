package dev.jebpf.probes;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What all operations of one [RecordKind] came to on one CPU, thresholds or not.
///
/// The adds are atomic because an interrupt may land in the middle of a program on the same CPU.
@Layout(size = 40)
public interface OperationTotals extends MapView {
  @Offset(0)
  long count();

  @Atomic
  @Offset(0)
  void addCount(long delta);

  /// How many of them failed.
  @Offset(8)
  long errors();

  @Atomic
  @Offset(8)
  void addErrors(long delta);

  /// Bytes moved.
  @Offset(16)
  long bytes();

  @Atomic
  @Offset(16)
  void addBytes(long delta);

  /// Nanoseconds they took together.
  @Offset(24)
  long nanos();

  @Atomic
  @Offset(24)
  void addNanos(long delta);

  /// Records of this kind that found no room in the ring buffer.
  @Offset(32)
  long dropped();

  @Atomic
  @Offset(32)
  void addDropped(long delta);
}
