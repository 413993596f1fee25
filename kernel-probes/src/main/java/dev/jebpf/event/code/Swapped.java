package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A number in network byte order, such as a port.
///
/// @param bytes 2, 4 or 8
public record Swapped(Term term, int bytes) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return Long.reverseBytes(term.value(context, call)) >>> (Long.SIZE - Byte.SIZE * bytes);
  }
}
