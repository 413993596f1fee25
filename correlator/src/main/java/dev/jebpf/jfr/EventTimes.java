package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Gives an event the start and the duration it really had.
///
/// The public API takes both from the moment of the call. JFR adds the private fields `startTime`
/// and `duration`, in ticks of its clock, to every event class as it is loaded
/// (`jdk.jfr.internal.EventInstrumentation`), and a class may set its own fields. A JDK that does
/// it otherwise lacks the names, and events then begin when they are committed.
final class EventTimes {
  private final @Nullable VarHandle start;
  private final @Nullable VarHandle duration;

  private EventTimes(@Nullable VarHandle start, @Nullable VarHandle duration) {
    this.start = start;
    this.duration = duration;
  }

  /// The times of an event class, by that class's own lookup.
  static EventTimes of(MethodHandles.Lookup lookup, Class<? extends Event> type) {
    try {
      return new EventTimes(
          lookup.findVarHandle(type, "startTime", long.class),
          lookup.findVarHandle(type, "duration", long.class));
    } catch (ReflectiveOperationException e) {
      return new EventTimes(null, null);
    }
  }

  /// The times of an event class that JFR made, as far as it lets us.
  static EventTimes of(Class<? extends Event> made) {
    try {
      return of(MethodHandles.privateLookupIn(made, MethodHandles.lookup()), made);
    } catch (IllegalAccessException e) {
      return new EventTimes(null, null);
    }
  }

  /// Whether this JDK lets events have times of their own.
  boolean available() {
    return start != null && duration != null;
  }

  /// The start of an event in ticks; 0 before [Event#begin].
  long startTicks(Event event) {
    return start == null ? 0 : (long) start.get(event);
  }

  /// Sets both times of an enabled event, given in nanoseconds of `System.nanoTime()`. May wait for
  /// the clock to [EventClock#settle].
  void set(Event event, EventClock clock, long startNanos, long durationNanos) {
    clock.settle();
    if (start != null && duration != null && clock.exact()) {
      start.set(event, clock.ticksAt(startNanos));
      // To a duration of 0 commit() would add the time that has passed since the start.
      duration.set(event, Math.max(1, clock.ticksOf(durationNanos)));
    }
  }
}
