package dev.jebpf.probes;

import dev.jebpf.lang.Atomic;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What the kernel programs could not account for on one CPU, besides the records dropped
/// ([OperationTotals#dropped]).
@Layout(size = 32)
public interface LossCounters extends MapView {
  /// Threads created that found no slot.
  @Offset(0)
  long slotsExhausted();

  @Atomic
  @Offset(0)
  void addSlotsExhausted(long delta);

  /// Switch-ins of threads without a slot.
  @Offset(8)
  long switchesUnaccounted();

  @Atomic
  @Offset(8)
  void addSwitchesUnaccounted(long delta);

  /// System calls of threads without a slot, not counted in any total.
  @Offset(16)
  long callsUnaccounted();

  @Atomic
  @Offset(16)
  void addCallsUnaccounted(long delta);

  /// Connections that found no room in the table of connections.
  @Offset(24)
  long connectionsUntracked();

  @Atomic
  @Offset(24)
  void addConnectionsUntracked(long delta);
}
