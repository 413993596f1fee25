package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.MappedArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A [MappedArray] in native memory of this JVM.
final class MemoryMappedArray<V extends MapView> implements MappedArray<V> {
  private final MapSpec spec;
  private final ViewType<V> view;
  private final int length;
  private final MemorySegment memory;

  MemoryMappedArray(MapSpec spec, ViewType<V> view, int length) {
    this.spec = spec;
    this.view = view;
    this.length = length;
    this.memory = Arena.ofAuto().allocate(spec.valueSize(), 8);
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
  public int length() {
    return length;
  }

  @Override
  public V at(int index) {
    return view.over(memory, (long) Objects.checkIndex(index, length) * view.size());
  }
}
