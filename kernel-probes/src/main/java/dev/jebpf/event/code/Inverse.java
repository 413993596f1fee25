package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// The opposite of a condition.
public record Inverse(Test test) implements Test {
  @Override
  public boolean holds(Context context, @Nullable SavedCall call) {
    return !test.holds(context, call);
  }
}
