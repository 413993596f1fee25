package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.PerCpuArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [PerCpuArray] of a single CPU.
final class MemoryPerCpuArray<V extends MapView> implements PerCpuArray<V> {
  private final MapSpec spec;
  private final ViewType<V> view;
  private final List<V> values = new ArrayList<>();

  MemoryPerCpuArray(MapSpec spec, ViewType<V> view) {
    this.spec = spec;
    this.view = view;
    for (int i = 0; i < spec.maxEntries(); i++) {
      values.add(view.allocate());
    }
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
  public @Nullable V lookup(int index) {
    return Integer.compareUnsigned(index, values.size()) < 0 ? values.get(index) : null;
  }
}
