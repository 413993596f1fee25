package dev.jebpf.breakdown;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last value of each key by the time it was recorded at, which is not the order of the file:
/// JFR writes what each thread recorded together.
final class Latest<K, V> {
  private record Timed<V>(Instant time, V value) {}

  private final Map<K, Timed<V>> values = new LinkedHashMap<>();

  void put(K key, Instant time, V value) {
    values.merge(
        key,
        new Timed<>(time, value),
        (before, now) -> now.time().isBefore(before.time()) ? before : now);
  }

  /// Forgets a value that was not recorded after `time`.
  void remove(K key, Instant time) {
    Timed<V> last = values.get(key);
    if (last != null && !last.time().isAfter(time)) {
      values.remove(key);
    }
  }

  /// When the value of a key was recorded; long ago if it has none.
  Instant time(K key) {
    Timed<V> last = values.get(key);
    return last == null ? Instant.MIN : last.time();
  }

  /// Value by key, in the order in which the keys first came.
  Map<K, V> values() {
    var map = new LinkedHashMap<K, V>();
    values.forEach((key, last) -> map.put(key, last.value()));
    return map;
  }
}
