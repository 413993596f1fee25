package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// One condition and another.
public record Both(Test first, Test second) implements Test {
  @Override
  public boolean holds(Context context, @Nullable SavedCall call) {
    return first.holds(context, call) && second.holds(context, call);
  }
}
