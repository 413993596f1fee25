package dev.jebpf.event.code;

import static java.util.Objects.requireNonNull;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// How long the call took, in nanoseconds; for exits.
public record Elapsed() implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return requireNonNull(call).duration();
  }
}
