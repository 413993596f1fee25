package dev.jebpf.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kernel event as the user asked for it.
///
/// @param text what the user wrote
/// @param fields the values each event is to carry; null for all arguments
/// @param condition null for every occurrence
public record EventRequest(
    String text,
    EventTarget target,
    @Nullable List<FieldRequest> fields,
    @Nullable Condition condition) {
  /// Most values an event carries.
  public static final int MOST_FIELDS = 12;

  public EventRequest {
    fields = fields == null ? null : List.copyOf(fields);
  }

  /// Whether a text of the agent's option `events` asks for a kernel event, rather than for one of
  /// the kinds by their names.
  public static boolean asked(String text) {
    return text.indexOf(':') >= 0;
  }

  /// Whether there may be more of what it asks for as time goes by: the probes that this process
  /// makes for itself.
  public boolean grows() {
    return target instanceof EventTarget.UserProbe probe
        && probe.own()
        && !(probe.provider().exact() && probe.name().exact());
  }

  /// Reads one event: `kernel:vfs_read(count)/result > 4096 && duration > 1ms/`.
  ///
  /// @throws EventSyntaxException when it is not one
  public static EventRequest parse(String text) throws EventSyntaxException {
    return new EventParser(text).parse();
  }
}
