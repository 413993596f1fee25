package dev.jebpf.breakdown;

import static java.util.stream.Collectors.joining;

import dev.jebpf.probes.State;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Nanoseconds spent in each [State]: immutable, never negative, every state always present.
///
/// @param byState an entry for every state, in the order of [State]
public record StateTimes(Map<State, Long> byState) {
  /// No time in any state.
  public static final StateTimes NONE = new StateTimes(Map.of());

  /// Times by state; states without an entry get none.
  ///
  /// @throws IllegalArgumentException if a time is negative
  public StateTimes {
    var times = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) {
      long nanos = byState.getOrDefault(state, 0L);
      if (nanos < 0) {
        throw new IllegalArgumentException("negative time: " + state.label() + "=" + nanos + " ns");
      }
      times.put(state, nanos);
    }
    byState = Collections.unmodifiableMap(times);
  }

  /// Times taken from a function.
  ///
  /// @throws IllegalArgumentException if a time is negative
  public static StateTimes of(ToLongFunction<State> nanosOf) {
    var times = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) {
      times.put(state, nanosOf.applyAsLong(state));
    }
    return new StateTimes(times);
  }

  /// Nanoseconds in one state.
  public long nanos(State state) {
    return byState.getOrDefault(state, 0L);
  }

  /// Nanoseconds in all states: the wall time that they explain.
  public long total() {
    return byState.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The sums of these and other times, state by state.
  public StateTimes plus(StateTimes other) {
    return of(state -> nanos(state) + other.nanos(state));
  }

  void requireTotal(String subject, long wallNanos) {
    long total = total();
    if (total != wallNanos) {
      throw new IllegalArgumentException(
          subject + ": states add up to " + total + " ns, wall is " + wallNanos + " ns: " + this);
    }
  }

  /// The states that have time, such as `{cpu=120, lock=3400}`.
  @Override
  public String toString() {
    return byState.entrySet().stream()
        .filter(time -> time.getValue() > 0)
        .map(time -> time.getKey().label() + "=" + time.getValue())
        .collect(joining(", ", "{", "}"));
  }
}
