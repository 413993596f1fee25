package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// A thread of the traced process was created.
///
/// [#tid] is the new thread, [#waker] the thread that created it, [#spanId] and [#javaThread] those
/// of the creator, [#start] the moment of creation. [#result] is 1 when the thread has a slot and 0
/// when none was free.
@Layout(size = RecordHeader.SIZE + 16)
public interface ThreadStarted extends RecordHeader {
  int SIZE = RecordHeader.SIZE + 16;

  /// `task_struct::comm`, NUL-terminated: at this moment still the creator's.
  @Offset(RecordHeader.SIZE)
  @Length(16)
  Bytes comm();
}
