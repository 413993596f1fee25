package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// The address of something in the program's context.
public record ContextAddress(int offset) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return context.address() + offset;
  }
}
