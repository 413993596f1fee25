package dev.jebpf.probes;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.Offset;

/// The kernel stack of a thread that comes back to a CPU, as it was while the thread was blocked.
/// Comes before the [BlockedRecord] with the same [#tid] and [#start].
///
/// ```
/// +64 bytes | 0   +72 return addresses, the innermost first
/// ```
@Layout(size = KernelStackRecord.SIZE)
interface KernelStackRecord extends RecordHeader {
  /// [#kind] of these, not a [RecordKind]: they are in the ring buffer of blocked threads.
  int KIND = 101;

  /// Bytes of return addresses: of 32, deeper than any sleep in a system call we have seen.
  int STACK_BYTES = 256;

  /// Where these begin.
  int STACK = RecordHeader.SIZE + 8;

  int SIZE = STACK + STACK_BYTES;

  /// Bytes copied.
  @Offset(RecordHeader.SIZE)
  int bytes();

  @Offset(RecordHeader.SIZE)
  void bytes(int count);

  @Offset(STACK)
  @Length(STACK_BYTES)
  Bytes stack();
}
