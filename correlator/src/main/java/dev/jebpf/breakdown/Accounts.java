package dev.jebpf.breakdown;

import dev.jebpf.probes.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Accounts made from single recorded events.
///
/// Every method throws [IllegalArgumentException] when a field is missing or the states don't add
/// up.
final class Accounts {
  /// Frames kept of a call's stack.
  private static final int CALLERS = 8;

  private static final Set<String> INTEGERS = Set.of("long", "int", "short", "byte");

  private Accounts() {}

  static ThreadAccount thread(RecordedEvent event) {
    return new ThreadAccount(
        text(event.getString("threadName")),
        event.getLong("javaThreadId"),
        event.getLong("osThreadId"),
        event.getBoolean("virtual"),
        event.getBoolean("ended"),
        event.getLong(EventField.WALL),
        states(event));
  }

  static MethodAccount method(RecordedEvent event) {
    return new MethodAccount(
        text(event.getString("method")),
        event.getLong("count"),
        event.getLong("errors"),
        event.getLong(EventField.WALL),
        event.getLong("p50"),
        event.getLong("p99"),
        event.getLong("max"),
        states(event));
  }

  static CallAccount call(RecordedEvent event) {
    var thread = event.getThread();
    boolean virtual = thread != null && thread.isVirtual();
    return new CallAccount(
        text(event.getString("method")),
        event.getString("thrown"),
        event.getStartTime(),
        thread == null ? "" : text(thread.getJavaName()),
        thread == null ? 0 : Math.max(0, thread.getJavaThreadId()),
        thread == null || virtual ? 0 : Math.max(0, thread.getOSThreadId()),
        virtual,
        event.getLong("spanId"),
        event.getLong("parentSpanId"),
        callers(event.getStackTrace()),
        event.getLong(EventField.WALL),
        states(event));
  }

  static ProbeBackend backend(RecordedEvent event) {
    return new ProbeBackend(event.getString("backend"), event.getString("reason"));
  }

  /// All whole numbers of an event but its time stamps, in the order of its fields.
  static Map<String, Long> counters(RecordedEvent event) {
    var counters = new LinkedHashMap<String, Long>();
    for (var field : event.getFields()) {
      var name = field.getName();
      if (INTEGERS.contains(field.getTypeName())
          && !name.equals("startTime")
          && !name.equals("duration")) {
        counters.put(name, event.getLong(name));
      }
    }
    return counters;
  }

  /// Earlier versions had the wait for a carrier in other states.
  private static StateTimes states(RecordedEvent event) {
    return StateTimes.of(
        state ->
            state != State.CARRIER || event.hasField(EventField.of(state))
                ? event.getLong(EventField.of(state))
                : 0);
  }

  private static List<String> callers(@Nullable RecordedStackTrace stack) {
    var callers = new ArrayList<String>();
    if (stack != null) {
      for (var frame : stack.getFrames()) {
        if (callers.size() == CALLERS) {
          break;
        }
        if (!frame.isJavaFrame()) {
          continue;
        }
        var method = frame.getMethod();
        var type = method.getType().getName();
        if (!callers.isEmpty() || !recordsCalls(type)) {
          callers.add(type + "." + method.getName() + ":" + frame.getLineNumber());
        }
      }
    }
    return callers;
  }

  /// Whether a class is of those that the thread was in while it recorded the call.
  private static boolean recordsCalls(String type) {
    return type.startsWith("java.lang.Jebpf")
        || type.equals("dev.jebpf.correlator.CallRecorder")
        || type.startsWith("dev.jebpf.jfr.");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
