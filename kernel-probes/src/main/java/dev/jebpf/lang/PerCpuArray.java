package dev.jebpf.lang;

import org.jspecify.annotations.Nullable;

/// One value per index and CPU.
public non-sealed interface PerCpuArray<V extends MapView> extends MapHandle {
  Class<V> type();

  /// This CPU's value, or null when `index` is out of range.
  @Nullable V lookup(int index);
}
