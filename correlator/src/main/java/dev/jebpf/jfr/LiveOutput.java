package dev.jebpf.jfr;

import jdk.jfr.Event;

/// Events go to the recordings that run in this JVM, on the lane of the thread that read them.
public record LiveOutput(EventClock clock) implements EventOutput {
  @Override
  public boolean begin(Event event, EventTimes times, long startNanos, long durationNanos) {
    if (!event.isEnabled()) {
      return false;
    }
    times.set(event, clock, startNanos, durationNanos);
    return event.shouldCommit();
  }

  @Override
  public void commit(Event event, KernelOrigin origin, long startNanos, long durationNanos) {
    event.commit();
  }
}
