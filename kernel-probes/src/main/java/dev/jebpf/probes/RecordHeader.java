package dev.jebpf.probes;

import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// How every record of the ring buffer begins.
///
/// ```
/// +0 kind | size   +8 tid   +16 javaThread   +24 spanId   +32 waker   +40 start   +48 duration
/// +56 result
/// ```
///
/// Times are nanoseconds of `CLOCK_MONOTONIC`.
public interface RecordHeader extends MapView {
  int SIZE = 64;

  /// [RecordKind#number].
  @Offset(0)
  int kind();

  @Offset(0)
  void kind(int number);

  /// Bytes of the whole record.
  @Offset(4)
  int size();

  @Offset(4)
  void size(int bytes);

  /// Kernel thread id of the thread the record is about; 0 when no thread of the traced process did
  /// it (the kernel closed or retransmitted by itself on a connection nobody was seen opening).
  @Offset(8)
  long tid();

  @Offset(8)
  void tid(long tid);

  /// Id of the Java thread, the virtual one when one was mounted; 0 when HotSpot's thread could not
  /// be read.
  @Offset(16)
  long javaThread();

  @Offset(16)
  void javaThread(long id);

  /// The span the thread was in; 0 for none.
  @Offset(24)
  long spanId();

  @Offset(24)
  void spanId(long id);

  /// Kernel thread id of the task that last woke the thread; 0 if an interrupt did.
  @Offset(32)
  long waker();

  @Offset(32)
  void waker(long tid);

  @Offset(40)
  long start();

  @Offset(40)
  void start(long nanos);

  @Offset(48)
  long duration();

  @Offset(48)
  void duration(long nanos);

  /// What the system call returned: bytes, a descriptor, 0, or a negative errno.
  @Offset(56)
  long result();

  @Offset(56)
  void result(long value);
}
