package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapType;
import dev.jebpf.lang.MapView;

/// The specs of the maps that [Maps] makes, whichever kind.
final class MapSpecs {
  private static final int INT_KEY = Integer.BYTES;

  private MapSpecs() {}

  static MapSpec mappedArray(String name, Class<? extends MapView> type, int length) {
    if (Integer.bitCount(length) != 1 || length < 0) {
      throw new IllegalArgumentException(
          "map name=" + name + ": length=" + length + " is no power of two");
    }
    int size = Math.multiplyExact(ViewType.size(type), length);
    return named(name, MapType.ARRAY, INT_KEY, size, 1, MapSpec.MMAPABLE);
  }

  static MapSpec perCpuArray(String name, Class<? extends MapView> type, int length) {
    return named(
        name, MapType.PERCPU_ARRAY, INT_KEY, ViewType.size(type), positive(name, length), 0);
  }

  static MapSpec hashTable(String name, Class<? extends MapView> type, int maxEntries) {
    return named(
        name, MapType.HASH, Long.BYTES, ViewType.size(type), positive(name, maxEntries), 0);
  }

  static MapSpec taskStorage(String name, Class<? extends MapView> type) {
    return named(name, MapType.TASK_STORAGE, INT_KEY, ViewType.size(type), 0, MapSpec.NO_PREALLOC);
  }

  static MapSpec ringBuffer(String name, int bytes) {
    if (Integer.bitCount(bytes) != 1 || bytes < 0) {
      throw new IllegalArgumentException(
          "map name=" + name + ": bytes=" + bytes + " is no power of two");
    }
    return named(name, MapType.RINGBUF, 0, 0, bytes, 0);
  }

  private static int positive(String name, int entries) {
    if (entries <= 0) {
      throw new IllegalArgumentException("map name=" + name + ": entries=" + entries);
    }
    return entries;
  }

  private static MapSpec named(
      String name, MapType type, int keySize, int valueSize, int maxEntries, int flags) {
    if (!name.matches("[A-Za-z0-9_.]{1,15}")) {
      throw new IllegalArgumentException("map name=" + name + ": want 1 to 15 of [A-Za-z0-9_.]");
    }
    return new MapSpec(name, type, keySize, valueSize, maxEntries, flags);
  }
}
