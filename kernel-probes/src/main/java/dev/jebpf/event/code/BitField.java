package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// Some bits of a number.
///
/// @param shift the lowest
/// @param bits how many, 1 to 64
public record BitField(Term term, int shift, int bits, boolean signed) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    long high = term.value(context, call) << (Long.SIZE - shift - bits);
    return signed ? high >> (Long.SIZE - bits) : high >>> (Long.SIZE - bits);
  }
}
