package dev.jebpf.map;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.MappedArray;
import dev.jebpf.lang.PerCpuArray;
import dev.jebpf.lang.TaskStorage;

/// Maps that exist in this JVM only: for running a program in a unit test, and for compiling one
/// without a kernel. A program that refers to one can't be loaded.
///
/// Like a test's thread they know one CPU. Closing them does nothing; memory goes when they do.
public final class MemoryMaps implements Maps {

  MemoryMaps() {}

  @Override
  public <V extends MapView> MappedArray<V> mappedArray(String name, Class<V> type, int length) {
    return new MemoryMappedArray<>(
        MapSpecs.mappedArray(name, type, length), Views.type(type), length);
  }

  @Override
  public <V extends MapView> PerCpuArray<V> perCpuArray(String name, Class<V> type, int length) {
    return new MemoryPerCpuArray<>(MapSpecs.perCpuArray(name, type, length), Views.type(type));
  }

  @Override
  public <V extends MapView> HashTable<V> hashTable(String name, Class<V> type, int maxEntries) {
    return new MemoryHashTable<>(MapSpecs.hashTable(name, type, maxEntries), Views.type(type));
  }

  @Override
  public <V extends MapView> TaskStorage<V> taskStorage(String name, Class<V> type) {
    return new MemoryTaskStorage<>(MapSpecs.taskStorage(name, type), Views.type(type));
  }

  @Override
  public MemoryRingBuffer ringBuffer(String name, int bytes) {
    return new MemoryRingBuffer(MapSpecs.ringBuffer(name, bytes));
  }

  @Override
  public void close() {}
}
