package dev.jebpf.lang;

/// Elements in memory that the kernel and the JVM both map: an array map with a single value that
/// holds / them all, so that a program reaches an element without a call. Minimum kernel 5.5.
public non-sealed interface MappedArray<V extends MapView> extends MapHandle {
  /// The view type.
  Class<V> type();

  /// Number of elements, a power of two.
  int length();

  /// The element at `index`; in a program `index` must be provably below [#length] (`i & (length
  /// - 1)`).
  V at(int index);
}
