package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A number.
public interface Term {
  /// Its value now.
  ///
  /// @param call what was noted at the entry, for terms of an exit; null at an entry
  long value(Context context, @Nullable SavedCall call);
}
