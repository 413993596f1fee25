package dev.jebpf.config;

import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the option `events` asks for: kinds by name, and kernel events by their text.
///
/// @param kinds what the kernel is to report
/// @param requests kernel functions and tracepoints
record EventList(Set<EventKind> kinds, List<EventRequest> requests) {
  static EventList parse(String text) throws OptionSyntaxException {
    List<String> kinds = new ArrayList<>();
    List<EventRequest> requests = new ArrayList<>();
    for (String part : Lists.split(text)) {
      if (EventRequest.asked(part)) {
        requests.add(request(part));
      } else {
        kinds.add(part);
      }
    }
    return new EventList(
        Lists.constants("events", EventKind.class, String.join(";", kinds)), requests);
  }

  private static EventRequest request(String text) throws OptionSyntaxException {
    try {
      return EventRequest.parse(text);
    } catch (EventSyntaxException e) {
      throw new OptionSyntaxException("events=" + e.getMessage());
    }
  }
}
