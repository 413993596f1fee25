package dev.jebpf.hotspot.stack;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jebpf.probes.BlockedRecord;
import java.lang.foreign.MemorySegment;

/// The raw stack of a Java thread as it was at some moment, from the word below its last Java frame
/// on towards its base, or from before that.
///
/// @param sp address of the last Java frame, `JavaFrameAnchor::_last_Java_sp`
/// @param fp its frame pointer; means something only where the frame is an interpreted one
/// @param pc its program counter; 0 when it is in the word below `sp`
/// @param start the address that `bytes` were copied from
/// @param missing bytes there were besides, at the base
public record StackImage(long sp, long fp, long pc, long start, MemorySegment bytes, long missing) {

  /// What a record has of one.
  ///
  /// @param bytes the stack, where it was copied
  public static StackImage of(BlockedRecord record, MemorySegment bytes) {
    return new StackImage(
        record.sp(), record.fp(), record.pc(), record.stackStart(), bytes, record.stackMissing());
  }

  /// The word at an address of the stack.
  long word(long address) throws UndecodableException {
    long offset = address - start;
    if (offset < 0 || offset > bytes.byteSize() - Long.BYTES || (address & (Long.BYTES - 1)) != 0) {
      throw beyond(address);
    }
    return bytes.get(JAVA_LONG_UNALIGNED, offset);
  }

  private UndecodableException beyond(long address) {
    boolean atBase = address >= start + bytes.byteSize();
    return missing > 0 && atBase
        ? new UndecodableException(Outcome.TOO_DEEP, "more than " + bytes.byteSize() + " bytes")
        : new UndecodableException(
            Outcome.INCONSISTENT, "not on the stack: address=0x" + Long.toHexString(address));
  }
}
