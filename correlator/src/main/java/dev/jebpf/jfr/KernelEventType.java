package dev.jebpf.jfr;

import dev.jebpf.event.plan.Candidate;
import dev.jebpf.event.plan.EventPlan;
import dev.jebpf.event.plan.FieldType;
import dev.jebpf.event.plan.PlannedField;
import dev.jebpf.hotspot.stack.KnownStack;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import org.jspecify.annotations.Nullable;

/// The JFR event type of a kernel event the user asked for, made while the agent runs.
///
/// Its times are those of the occurrence where the package `jdk.jfr` is open to this module, as the
/// agent has it; else events begin when they are read.
public final class KernelEventType implements AutoCloseable {
  /// An occurrence.
  ///
  /// @param result what was returned; unused where nothing is
  /// @param error the name of the error that the result is; null for none
  /// @param values of the planned fields, in their order: `Long` or `String`
  /// @param stack the Java stack that caused it; null when it was not to have one
  public record Occurrence(
      KernelOrigin origin,
      long startNanos,
      long durationNanos,
      long result,
      @Nullable String error,
      List<Object> values,
      @Nullable KnownStack stack) {}

  private final EventFactory factory;
  private final Class<? extends Event> eventClass;
  private final EventTimes times;
  private final List<PlannedField> fields;
  private final @Nullable FieldType result;
  private final boolean stacks;

  private KernelEventType(
      EventFactory factory, List<PlannedField> fields, @Nullable FieldType result, boolean stacks) {
    this.factory = factory;
    this.eventClass = factory.newEvent().getClass();
    this.times = EventTimes.of(eventClass);
    this.fields = fields;
    this.result = result;
    this.stacks = stacks;
  }

  /// Makes the type known to JFR.
  ///
  /// @param stacks whether some of the events have the Java stack that caused them
  public static KernelEventType register(EventPlan plan, Candidate candidate, boolean stacks) {
    var factory =
        EventFactory.create(
            KernelEventDescription.annotations(plan, candidate),
            KernelEventDescription.fields(candidate, stacks));
    factory.register();
    return new KernelEventType(factory, candidate.fields(), candidate.result(), stacks);
  }

  /// The class of its events.
  public Class<? extends Event> eventClass() {
    return eventClass;
  }

  /// Records an occurrence, when anybody wants it.
  public void commit(EventOutput output, Occurrence occurrence) {
    Event event = factory.newEvent();
    long start = occurrence.startNanos();
    long duration = occurrence.durationNanos();
    if (output.begin(event, times, start, duration)) {
      KnownStack known = occurrence.stack();
      int filled = fill(event, occurrence);
      if (stacks && known != null) {
        event.set(filled, StackForm.outcome(known.stack()));
        event.set(filled + 1, output.hasStacks() ? null : known.text());
      }
      output.commit(
          event, occurrence.origin(), known == null ? null : StackForm.of(known), start, duration);
    }
  }

  /// @return how many fields are filled
  private int fill(Event event, Occurrence occurrence) {
    KernelOrigin origin = occurrence.origin();
    int at = 0;
    event.set(at++, origin.thread());
    event.set(at++, origin.threadName());
    event.set(at++, origin.javaThreadId());
    event.set(at++, origin.osThreadId());
    event.set(at++, origin.method());
    event.set(at++, origin.spanId());
    event.set(at++, origin.waker());
    if (result != null) {
      event.set(at++, value(result, occurrence.result()));
    }
    if (result == FieldType.STATUS) {
      event.set(at++, occurrence.error());
    }
    for (int i = 0; i < fields.size(); i++) {
      event.set(at++, value(fields.get(i).type(), occurrence.values().get(i)));
    }
    return at;
  }

  private static Object value(FieldType type, Object value) {
    return type == FieldType.FLAG ? Boolean.valueOf(!value.equals(0L)) : value;
  }

  /// Makes JFR forget the type; what is recorded stays.
  @Override
  public void close() {
    factory.unregister();
  }
}
