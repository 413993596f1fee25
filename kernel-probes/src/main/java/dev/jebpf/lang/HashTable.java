package dev.jebpf.lang;

import org.jspecify.annotations.Nullable;

/// A hash map with a `long` key.
public non-sealed interface HashTable<V extends MapView> extends MapHandle {
  Class<V> type();

  @Nullable V lookup(long key);

  /// The value, inserted as zeroes if it was absent; null when the map is full.
  @Nullable V lookupOrInsert(long key);

  /// Inserts zeroes unless the key is there, which of several callers at a time succeeds for one
  /// only; 0 or a negative errno, `-EEXIST` when it is there.
  int insert(long key);

  /// Stores a copy of a value, in place of the one that is there; 0 or a negative errno.
  int put(long key, V value);

  /// 0 or a negative errno.
  int delete(long key);
}
