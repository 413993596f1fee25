package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// The bits of a number that a mask has.
public record Masked(Term term, long mask) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return term.value(context, call) & mask;
  }
}
