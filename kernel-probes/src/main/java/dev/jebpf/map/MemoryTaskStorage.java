package dev.jebpf.map;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.TaskStorage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [TaskStorage] by the equality of whatever stands in for tasks.
final class MemoryTaskStorage<V extends MapView> implements TaskStorage<V> {
  private final MapSpec spec;
  private final ViewType<V> view;
  private final Map<KernelStruct, V> values = new HashMap<>();

  MemoryTaskStorage(MapSpec spec, ViewType<V> view) {
    this.spec = spec;
    this.view = view;
  }

  @Override
  public MapSpec spec() {
    return spec;
  }

  @Override
  public Class<V> type() {
    return view.type();
  }

  @Override
  public @Nullable V get(KernelStruct task) {
    return values.get(task);
  }

  @Override
  public V getOrCreate(KernelStruct task) {
    return values.computeIfAbsent(task, _ -> view.allocate());
  }
}
