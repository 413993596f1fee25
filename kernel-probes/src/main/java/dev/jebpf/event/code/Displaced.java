package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// An address some bytes after another.
public record Displaced(Term base, int bytes) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return base.value(context, call) + bytes;
  }
}
