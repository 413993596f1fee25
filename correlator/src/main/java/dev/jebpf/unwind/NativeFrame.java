package dev.jebpf.unwind;

import org.jspecify.annotations.Nullable;

/// A frame of a function that is not Java's.
///
/// @param library name of the file it is in, without its directory
/// @param function null where the file does not say
/// @param offset bytes from the function's first instruction on, or from the start of the file's
/// image, to where the frame returns to
/// @param address where that is in the process
public record NativeFrame(String library, @Nullable String function, long offset, long address) {
  /// Address of the function's first instruction; of no use where no function is known.
  public long entry() {
    return address - offset;
  }

  /// Stacks are looked up by their frames, and places are told apart by their addresses.
  @Override
  public int hashCode() {
    return Long.hashCode(address);
  }

  /// `pthread_cond_wait+0x121 (libc.so.6)`, or `libfoo.so+0x1210` where no function is known.
  @Override
  public String toString() {
    String place = "+0x" + Long.toHexString(offset);
    return function == null ? library + place : function + place + " (" + library + ")";
  }
}
