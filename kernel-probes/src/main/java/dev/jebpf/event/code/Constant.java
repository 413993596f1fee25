package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A number that the user wrote.
public record Constant(long number) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return number;
  }
}
