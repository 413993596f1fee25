package dev.jebpf.breakdown;

import dev.jebpf.probes.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.AnnotationElement;
import jdk.jfr.EventFactory;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;
import org.jspecify.annotations.Nullable;

/// An event made for one test: `TestEvent.named("jebpf.Losses").with("ringDrops", 2L).commit()`.
final class TestEvent {
  private final String name;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private TestEvent(String name) {
    this.name = name;
  }

  static TestEvent named(String name) {
    return new TestEvent(name);
  }

  /// A thread's account: on the CPU for `cpu` ns, in a lock for `lock` ns.
  static TestEvent thread(
      String threadName, long javaThreadId, long osThreadId, boolean ended, long cpu, long lock) {
    return named("jebpf.ThreadBreakdown")
        .with("threadName", threadName)
        .with("javaThreadId", javaThreadId)
        .with("osThreadId", osThreadId)
        .with("virtual", false)
        .with("ended", ended)
        .withTimes(Map.of(State.CPU, cpu, State.LOCK, lock));
  }

  static TestEvent method(String method, long count, Map<State, Long> times) {
    return named("jebpf.MethodStatistics")
        .with("method", method)
        .with("count", count)
        .with("errors", 1L)
        .with("p50", 10L)
        .with("p99", 20L)
        .with("max", 30L)
        .withTimes(times);
  }

  static TestEvent call(String method, long spanId, long parentSpanId, Map<State, Long> times) {
    return named("jebpf.MethodCall")
        .with("method", method)
        .with("thrown", "java.io.IOException")
        .with("spanId", spanId)
        .with("parentSpanId", parentSpanId)
        .withTimes(times);
  }

  TestEvent with(String field, @Nullable Object value) {
    fields.put(field, value);
    return this;
  }

  private TestEvent withTimes(Map<State, Long> times) {
    with(EventField.WALL, times.values().stream().mapToLong(Long::longValue).sum());
    for (var state : State.values()) {
      with(EventField.of(state), times.getOrDefault(state, 0L));
    }
    return this;
  }

  void commit() {
    var descriptors = new ArrayList<ValueDescriptor>();
    fields.forEach((field, value) -> descriptors.add(new ValueDescriptor(typeOf(value), field)));
    var factory =
        EventFactory.create(
            List.of(
                new AnnotationElement(Name.class, name),
                new AnnotationElement(StackTrace.class, true)),
            descriptors);
    var event = factory.newEvent();
    int index = 0;
    for (var value : fields.values()) {
      event.set(index++, value);
    }
    event.commit();
    factory.unregister();
  }

  private static Class<?> typeOf(@Nullable Object value) {
    return switch (value) {
      case Long _ -> long.class;
      case Boolean _ -> boolean.class;
      case null, default -> String.class;
    };
  }
}
