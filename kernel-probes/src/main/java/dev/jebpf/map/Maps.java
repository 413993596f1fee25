package dev.jebpf.map;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.lang.TaskStorage;
import dev.jebpf.linux.Kernel;

/// Makes maps and owns them: [#close] closes all, last one first. Names are at most 15 bytes of
/// `[A-Za-z0-9_.]`.
public sealed interface Maps extends AutoCloseable permits KernelMaps, MemoryMaps {

  /// Elements in memory that the kernel and the JVM both map. Minimum kernel 5.5.
  ///
  /// @param length a power of two
  <V extends MapView> MappedArray<V> mappedArray(String name, Class<V> type, int length);

  /// One value per index and CPU.
  <V extends MapView> PerCpuArray<V> perCpuArray(String name, Class<V> type, int length);

  /// A hash map with a `long` key.
  <V extends MapView> HashTable<V> hashTable(String name, Class<V> type, int maxEntries);

  /// A value in each task. Minimum kernel 5.11.
  <V extends MapView> TaskStorage<V> taskStorage(String name, Class<V> type);

  /// A ring buffer. Minimum kernel 5.8.
  ///
  /// @param bytes a power of two, at least a page
  RingBuffer ringBuffer(String name, int bytes);

  @Override
  void close();

  /// Maps of a kernel, each created when it is asked for.
  static KernelMaps inKernel(Kernel kernel) {
    return new KernelMaps(kernel);
  }

  /// Maps that exist in this JVM only.
  static MemoryMaps inMemory() {
    return new MemoryMaps();
  }
}
