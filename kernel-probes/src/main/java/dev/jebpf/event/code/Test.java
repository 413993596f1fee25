package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import org.jspecify.annotations.Nullable;

/// A condition.
public interface Test {
  /// Whether it holds now.
  ///
  /// @param call what was noted at the entry, for a condition of an exit; null at an entry
  boolean holds(Context context, @Nullable SavedCall call);
}
