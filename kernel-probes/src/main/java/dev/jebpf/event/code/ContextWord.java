package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A number in the program's context, zero-extended.
///
/// @param bytes 1, 2, 4 or 8
public record ContextWord(int offset, int bytes) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return context.read(offset, bytes);
  }
}
