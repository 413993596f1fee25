package dev.jebpf.probes;

import dev.jebpf.lang.Offset;

/// How every record begins of something that a thread did: an operation on a file or a connection,
/// a kernel event.
///
/// ```
/// +0 header   +64 stack
/// ```
public interface OperationRecord extends RecordHeader {
  int SIZE = RecordHeader.SIZE + 8;

  /// Of the stack that the thread did it with: [BlockedRecord#start] of the record that has it,
  /// whose [#tid] is the same; 0 when none was wanted; else a negated [StackCopied#number] that
  /// says why there is none.
  @Offset(RecordHeader.SIZE)
  long stack();

  @Offset(RecordHeader.SIZE)
  void stack(long momentOrReason);
}
