package dev.jebpf.jfr;

import dev.jebpf.chunk.EventStack;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Events go to the recordings that run in this JVM, on the lane of the thread that read them; JFR
/// gives them no other thread's stack.
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
  public boolean hasStacks() {
    return false;
  }

  @Override
  public void commit(
      Event event,
      KernelOrigin origin,
      @Nullable EventStack stack,
      long startNanos,
      long durationNanos) {
    event.commit();
  }
}
