package dev.jebpf.probes;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// What the programs remember of a TCP connection of the traced process, keyed by the address of
/// its `struct sock`. Times are 0 when they were before our time.
@Layout(size = 64)
interface Connection extends MapView {
  /// When the SYN was sent.
  @Offset(0)
  long started();

  @Offset(0)
  void started(long nanos);

  @Offset(8)
  long established();

  @Offset(8)
  void established(long nanos);

  /// Kernel thread id of who opened or accepted it, or first used it.
  @Offset(16)
  long opener();

  @Offset(16)
  void opener(long tid);

  @Offset(24)
  long javaThread();

  @Offset(24)
  void javaThread(long id);

  @Offset(32)
  long spanId();

  @Offset(32)
  void spanId(long id);

  /// When it became known, which tells it from others.
  @Offset(48)
  long id();

  @Offset(48)
  void id(long nanos);

  /// What [OperationStacks#begun] said when it was begun to be opened, or closed; 0 once that is
  /// recorded.
  @Offset(56)
  long stack();

  @Offset(56)
  void stack(long momentOrReason);

  @Offset(40)
  long waker();

  @Offset(40)
  void waker(long tid);
}
