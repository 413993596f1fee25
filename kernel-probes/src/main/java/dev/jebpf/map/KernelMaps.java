package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.linux.Kernel;
import java.util.ArrayList;
import java.util.List;

/// Maps of a kernel. To be used by one thread at a time; the maps themselves by any.
///
/// Each method throws `LinuxException` when the kernel refuses the map.
public final class KernelMaps implements Maps {
  private final Kernel kernel;
  private final List<KernelMap> maps = new ArrayList<>();

  KernelMaps(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public <V extends MapView> KernelMappedArray<V> mappedArray(
      String name, Class<V> type, int length) {
    MapSpec spec = MapSpecs.mappedArray(name, type, length);
    return owned(KernelMappedArray.create(kernel, spec, Views.type(type), length));
  }

  @Override
  public <V extends MapView> KernelPerCpuArray<V> perCpuArray(
      String name, Class<V> type, int length) {
    MapSpec spec = MapSpecs.perCpuArray(name, type, length);
    return owned(new KernelPerCpuArray<>(kernel, spec, Views.type(type)));
  }

  @Override
  public <V extends MapView> KernelHashTable<V> hashTable(
      String name, Class<V> type, int maxEntries) {
    MapSpec spec = MapSpecs.hashTable(name, type, maxEntries);
    return owned(new KernelHashTable<>(kernel, spec, Views.type(type)));
  }

  @Override
  public <V extends MapView> KernelTaskStorage<V> taskStorage(String name, Class<V> type) {
    MapSpec spec = MapSpecs.taskStorage(name, type);
    return owned(new KernelTaskStorage<>(kernel, spec, Views.type(type)));
  }

  @Override
  public KernelRingBuffer ringBuffer(String name, int bytes) {
    return owned(new KernelRingBuffer(kernel, MapSpecs.ringBuffer(name, bytes)));
  }

  /// All maps made so far, in order.
  public List<KernelMap> all() {
    return List.copyOf(maps);
  }

  private <M extends KernelMap> M owned(M map) {
    maps.add(map);
    return map;
  }

  @Override
  public void close() {
    maps.reversed().forEach(KernelMap::close);
    maps.clear();
  }
}
