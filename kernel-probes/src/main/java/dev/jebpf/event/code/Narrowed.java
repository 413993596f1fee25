package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// The low bytes of a number: an `int` in a register of eight bytes, whose upper half is anything.
///
/// @param bytes 1, 2, 4 or 8
public record Narrowed(Term term, int bytes, boolean signed) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return narrow(term.value(context, call), bytes, signed);
  }

  static long narrow(long value, int bytes, boolean signed) {
    if (bytes == 1) {
      return signed ? (byte) value : value & 0xff;
    }
    if (bytes == 2) {
      return signed ? (short) value : value & 0xffff;
    }
    if (bytes == 4) {
      return signed ? (int) value : value & 0xffff_ffffL;
    }
    return value;
  }
}
