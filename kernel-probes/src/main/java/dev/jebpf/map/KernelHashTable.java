package dev.jebpf.map;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jebpf.lang.HashTable;
import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// A [HashTable] of the kernel. What the JVM looks up is a copy: a store to it reaches the kernel
/// through [#update] only.
public final class KernelHashTable<V extends MapView> extends KernelMap implements HashTable<V> {
  /// Entries of the first batch of a walk; grows when a bucket holds more.
  private static final int FIRST_BATCH = 256;

  private final ViewType<V> view;

  KernelHashTable(Kernel kernel, MapSpec spec, ViewType<V> view) {
    super(kernel, spec, MapCreation.create(kernel, spec));
    this.view = view;
  }

  @Override
  public Class<V> type() {
    return view.type();
  }

  @Override
  public @Nullable V lookup(long key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(view.size(), 8);
      return MapElements.lookup(this, arena.allocateFrom(JAVA_LONG, key), value)
          ? copy(value)
          : null;
    }
  }

  @Override
  public @Nullable V lookupOrInsert(long key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeroes = arena.allocate(view.size(), 8);
      MapElements.update(this, arena.allocateFrom(JAVA_LONG, key), zeroes, MapElements.NO_EXIST);
    }
    return lookup(key);
  }

  @Override
  public int insert(long key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeroes = arena.allocate(view.size(), 8);
      MemorySegment name = arena.allocateFrom(JAVA_LONG, key);
      return MapElements.update(this, name, zeroes, MapElements.NO_EXIST)
          ? 0
          : -Errno.EEXIST.number();
    }
  }

  /// Stores a value made by [Views#allocate] or looked up before.
  public void update(long key, V value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copied = arena.allocate(view.size(), 8);
      copied.copyFrom(Views.segment(value, view.size()));
      MapElements.update(this, arena.allocateFrom(JAVA_LONG, key), copied, MapElements.ANY);
    }
  }

  @Override
  public int put(long key, V value) {
    update(key, value);
    return 0;
  }

  @Override
  public int delete(long key) {
    try (Arena arena = Arena.ofConfined()) {
      return MapElements.delete(this, arena.allocateFrom(JAVA_LONG, key));
    }
  }

  /// Walks through copies of all entries. One that is inserted or deleted meanwhile may or may not
  /// be seen, others are seen once. The view is reused: it holds until `action` returns. Minimum
  /// kernel
  /// 5.6.
  public void forEach(ObjLongConsumer<? super V> action) {
    int capacity = Math.min(FIRST_BATCH, spec().maxEntries());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment position = arena.allocate(JAVA_LONG);
      MemorySegment keys = arena.allocate((long) capacity * Long.BYTES, 8);
      MemorySegment values = arena.allocate((long) capacity * view.size(), 8);
      MapElements.Batch batch = MapElements.next(this, position, true, keys, values, capacity);
      boolean first = true;
      while (true) {
        if (batch.tooSmall()) {
          capacity *= 2;
          keys = arena.allocate((long) capacity * Long.BYTES, 8);
          values = arena.allocate((long) capacity * view.size(), 8);
        } else {
          visit(keys, values, batch.entries(), action);
          first = false;
        }
        if (batch.last()) {
          return;
        }
        batch = MapElements.next(this, position, first, keys, values, capacity);
      }
    }
  }

  private void visit(
      MemorySegment keys, MemorySegment values, int count, ObjLongConsumer<? super V> action) {
    V value = view.over(values, 0);
    for (int i = 0; i < count; i++) {
      Views.move(value, values, (long) i * view.size());
      action.accept(value, keys.getAtIndex(JAVA_LONG, i));
    }
  }

  private V copy(MemorySegment value) {
    V copied = view.allocate();
    Views.segment(copied, view.size()).copyFrom(value);
    return copied;
  }
}
