package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// Whether two numbers have the same bits.
public record Equal(Term left, Term right) implements Test {
  @Override
  public boolean holds(Context context, @Nullable SavedCall call) {
    return left.value(context, call) == right.value(context, call);
  }
}
