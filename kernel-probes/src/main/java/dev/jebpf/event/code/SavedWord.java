package dev.jebpf.event.code;

import static java.util.Objects.requireNonNull;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A number that was noted at the entry; for exits.
public record SavedWord(int index) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return requireNonNull(call).word(index);
  }
}
