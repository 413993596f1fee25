package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// A thread of the traced process left the CPU for the last time; the whole account of its [Slot].
///
/// [#start] is [Slot#started] and [#duration] the wall time since, so that on-CPU time is the
/// duration less [#attachGap] less all state words. [#result] is `task_struct::exit_code`.
@Layout(size = RecordHeader.SIZE + 168)
public interface ThreadEnded extends RecordHeader {
  int SIZE = RecordHeader.SIZE + 168;

  /// [Slot#version].
  @Offset(RecordHeader.SIZE)
  long version();

  @Offset(RecordHeader.SIZE)
  void version(long value);

  /// [Slot#voluntary].
  @Offset(RecordHeader.SIZE + 8)
  long voluntary();

  @Offset(RecordHeader.SIZE + 8)
  void voluntary(long count);

  /// [Slot#attachGap].
  @Offset(RecordHeader.SIZE + 16)
  long attachGap();

  @Offset(RecordHeader.SIZE + 16)
  void attachGap(long nanos);

  /// Nanoseconds in the state with this [State#word].
  @Offset(RecordHeader.SIZE + 24)
  @Length(State.WORDS)
  long state(int word);

  @Offset(RecordHeader.SIZE + 24)
  @Length(State.WORDS)
  void state(int word, long nanos);

  /// `task_struct::comm`, NUL-terminated.
  @Offset(RecordHeader.SIZE + 152)
  @Length(16)
  Bytes comm();
}
