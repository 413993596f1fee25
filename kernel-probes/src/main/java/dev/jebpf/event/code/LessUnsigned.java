package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// Whether an unsigned number is less than another.
public record LessUnsigned(Term left, Term right) implements Test {
  @Override
  public boolean holds(Context context, @Nullable SavedCall call) {
    return left.value(context, call) + Long.MIN_VALUE < right.value(context, call) + Long.MIN_VALUE;
  }
}
