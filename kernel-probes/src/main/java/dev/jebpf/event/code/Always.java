package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// No condition.
public record Always() implements Test {
  @Override
  public boolean holds(Context context, @Nullable SavedCall call) {
    return true;
  }
}
