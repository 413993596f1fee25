package dev.jebpf.breakdown;

import dev.jebpf.probes.State;

/// Names of fields in recorded events.
public final class EventField {
  /// The field with the nanoseconds that the states of an event add up to.
  public static final String WALL = "wall";

  private EventField() {}

  /// The field that holds a state's nanoseconds: `runqueuePreempted` for `runqueue.preempted`.
  public static String of(State state) {
    var label = state.label();
    int dot = label.indexOf('.');
    return dot < 0
        ? label
        : label.substring(0, dot)
            + Character.toUpperCase(label.charAt(dot + 1))
            + label.substring(dot + 2);
  }
}
