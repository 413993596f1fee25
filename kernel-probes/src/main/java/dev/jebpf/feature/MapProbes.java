package dev.jebpf.feature;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.linux.PageSize;
import dev.jebpf.map.KernelMaps;
import dev.jebpf.map.Maps;
import java.util.function.Consumer;

/// Tries each type of map by creating a small one.
final class MapProbes {
  private static final String NAME = "jebpf.probe";

  @Layout(size = 8)
  interface Value extends MapView {}

  private final Kernel kernel;

  MapProbes(Kernel kernel) {
    this.kernel = kernel;
  }

  Support mappedArray() {
    return attempt(maps -> maps.mappedArray(NAME, Value.class, 1));
  }

  Support hashTable() {
    return attempt(maps -> maps.hashTable(NAME, Value.class, 1));
  }

  Support perCpuArray() {
    return attempt(maps -> maps.perCpuArray(NAME, Value.class, 1));
  }

  Support taskStorage() {
    return attempt(maps -> maps.taskStorage(NAME, Value.class));
  }

  Support ringBuffer() {
    return attempt(maps -> maps.ringBuffer(NAME, (int) PageSize.bytes()));
  }

  private Support attempt(Consumer<KernelMaps> creation) {
    try (KernelMaps maps = Maps.inKernel(kernel)) {
      creation.accept(maps);
      return Support.supported();
    } catch (LinuxException refused) {
      return Verdict.of(refused);
    }
  }
}
