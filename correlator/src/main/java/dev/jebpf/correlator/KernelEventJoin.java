package dev.jebpf.correlator;

import dev.jebpf.event.plan.FieldType;
import dev.jebpf.event.plan.PlannedField;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.jfr.EventOutput;
import dev.jebpf.jfr.KernelEventType;
import dev.jebpf.jfr.KernelOrigin;
import dev.jebpf.linux.Errno;
import dev.jebpf.probes.EventRecord;
import dev.jebpf.probes.EventTextRecord;
import dev.jebpf.probes.KernelEvents;
import dev.jebpf.probes.RecordNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/// Makes JFR events of the records of kernel events that the user asked for, a type for each.
final class KernelEventJoin implements AutoCloseable {
  private record Known(KernelEvents.Served served, KernelEventType type) {}

  private final List<Known> events = new ArrayList<>();

  private final KernelEvents all;
  private final boolean stacks;

  /// @param stacks whether some of the events have the Java stack that caused them
  KernelEventJoin(KernelEvents all, boolean stacks) {
    this.all = all;
    this.stacks = stacks;
    learn();
  }

  /// Makes types of the events that are being recorded since we last looked.
  private void learn() {
    List<KernelEvents.Served> served = all.served();
    for (KernelEvents.Served event : served.subList(events.size(), served.size())) {
      events.add(
          new Known(event, KernelEventType.register(event.plan(), event.candidate(), stacks)));
    }
  }

  /// The classes of the events.
  List<Class<? extends Event>> classes() {
    List<Class<? extends Event>> classes = new ArrayList<>();
    events.forEach(known -> classes.add(known.type().eventClass()));
    return classes;
  }

  /// Reads a record; what is returned makes an event of it once its origin is known, when the
  /// record itself may be gone.
  BiConsumer<KernelOrigin, @Nullable KnownStack> read(
      Supplier<EventOutput> output, EventRecord entry) {
    int number = (int) entry.event();
    if (number >= events.size()) {
      learn();
    }
    Known known = events.get(number);
    List<Object> values = new ArrayList<>();
    for (PlannedField field : known.served().candidate().fields()) {
      values.add(value(field, entry));
    }
    boolean returns = known.served().candidate().result() == FieldType.STATUS;
    long start = entry.start();
    long duration = entry.duration();
    long result = entry.result();
    return (origin, stack) ->
        known
            .type()
            .commit(
                output.get(),
                new KernelEventType.Occurrence(
                    origin,
                    start,
                    duration,
                    result,
                    returns ? error(result) : null,
                    values,
                    stack));
  }

  private static Object value(PlannedField field, EventRecord entry) {
    return field.type() == FieldType.TEXT
        ? RecordNames.text((EventTextRecord) entry, field.index())
        : (Object) entry.word(field.index());
  }

  private static @Nullable String error(long result) {
    Errno errno = result < 0 ? Errno.of(result) : null;
    return errno == null ? null : errno.name();
  }

  /// Makes JFR forget the types.
  @Override
  public void close() {
    events.forEach(known -> known.type().close());
  }
}
