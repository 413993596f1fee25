package dev.jebpf.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The recorded operations of the calls of one method on one file or connection.
///
/// @param method the method they happened in
/// @param name the path or the remote address
/// @param count recorded operations, so those past the threshold
/// @param nanos their time
/// @param wall time of all calls of the method
record Target(String method, String name, long count, long nanos, long wall) {
  private record Key(String method, String name) {}

  /// The targets of operations that happened in calls.
  ///
  /// @param walls time of the calls by method; methods without are left out
  static Collection<Target> of(
      List<Recorded> operations, Function<Recorded, String> name, Map<String, Long> walls) {
    Map<Key, Target> targets = new HashMap<>();
    for (Recorded operation : operations) {
      Key key = new Key(operation.text("method"), named(name.apply(operation)));
      Long wall = walls.get(key.method());
      if (wall != null) {
        targets.merge(
            key, new Target(key.method(), key.name(), 1, operation.duration(), wall), Target::plus);
      }
    }
    return targets.values();
  }

  private static String named(String name) {
    return name.isEmpty() ? "something unknown" : name;
  }

  private Target plus(Target other) {
    return new Target(method, name, count + other.count, nanos + other.nanos, wall);
  }

  double share() {
    return Amounts.share(nanos, wall);
  }

  /// Time weighted by its part of the calls.
  double weight() {
    return nanos * share();
  }

  String line() {
    return "%s: %,d operations in calls of %s took %s (%s of the calls' time)"
        .formatted(name, count, method, Amounts.nanosText(nanos), Amounts.percentText(share()));
  }
}
