package dev.jebpf.fuzz;

import dev.jebpf.event.Condition;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.FieldRequest;
import java.util.stream.Collectors;

/// Writes a request out of its parts, in one certain way.
final class Rewriting {
  private Rewriting() {}

  static String write(EventRequest request) {
    var text = new StringBuilder(request.target().toString());
    if (request.fields() != null) {
      text.append(
          request.fields().stream()
              .map(Rewriting::field)
              .collect(Collectors.joining(",", "(", ")")));
    }
    if (request.condition() != null) {
      text.append('/').append(condition(request.condition())).append('/');
    }
    return text.toString();
  }

  private static String field(FieldRequest field) {
    return field.name() + "=" + field.path();
  }

  private static String condition(Condition condition) {
    return condition.toString();
  }
}
