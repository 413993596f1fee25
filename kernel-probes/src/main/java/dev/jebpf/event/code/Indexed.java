package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// The address of an element: that of the first, and so many times the size further.
public record Indexed(Term base, Term index, int scale) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return base.value(context, call) + index.value(context, call) * scale;
  }
}
