package dev.jebpf.map;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.linux.Errno;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [HashTable] on the heap, full when the kernel's would be.
final class MemoryHashTable<V extends MapView> implements HashTable<V> {
  private final MapSpec spec;
  private final ViewType<V> view;
  private final Map<Long, V> values = new HashMap<>();

  MemoryHashTable(MapSpec spec, ViewType<V> view) {
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
  public @Nullable V lookup(long key) {
    return values.get(key);
  }

  @Override
  public @Nullable V lookupOrInsert(long key) {
    V value = values.get(key);
    if (value == null && values.size() < spec.maxEntries()) {
      value = view.allocate();
      values.put(key, value);
    }
    return value;
  }

  @Override
  public int insert(long key) {
    if (values.containsKey(key)) {
      return -Errno.EEXIST.number();
    }
    return lookupOrInsert(key) == null ? -Errno.E2BIG.number() : 0;
  }

  @Override
  public int put(long key, V value) {
    V stored = lookupOrInsert(key);
    if (stored == null) {
      return -Errno.E2BIG.number();
    }
    Views.segment(stored, view.size()).copyFrom(Views.segment(value, view.size()));
    return 0;
  }

  @Override
  public int delete(long key) {
    return values.remove(key) == null ? -Errno.ENOENT.number() : 0;
  }
}
