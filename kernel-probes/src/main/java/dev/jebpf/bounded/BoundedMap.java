package dev.jebpf.bounded;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map of so many entries at most, which forgets one for each that is put in beyond them. One
/// thread at a time.
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private final int most;

  private BoundedMap(int most, boolean byUse) {
    super(FIRST_CAPACITY, LOAD_FACTOR, byUse);
    this.most = most;
  }

  /// Forgets the one that was put in first.
  public static <K, V> BoundedMap<K, V> byAge(int most) {
    return new BoundedMap<>(most, false);
  }

  /// Forgets the one that was last asked for longest ago.
  public static <K, V> BoundedMap<K, V> byUse(int most) {
    return new BoundedMap<>(most, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
