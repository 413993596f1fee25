package dev.jebpf.lang;

import org.jspecify.annotations.Nullable;

/// A value in each task, freed with it. Minimum kernel 5.11.
public non-sealed interface TaskStorage<V extends MapView> extends MapHandle {
  Class<V> type();

  @Nullable V get(KernelStruct task);

  /// The task's value, created as zeroes if it has none; null when there is no memory for it.
  @Nullable V getOrCreate(KernelStruct task);
}
