package dev.jebpf.event.plan;

import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import java.util.List;

/// The names that mean something at an attach point.
interface Scope {
  /// What the path leads to.
  ///
  /// @throws EventDataException when there is no such thing in this kernel, or it is no value
  Resolved resolve(MemberPath path) throws EventDataException;

  /// Everything that is there by itself, for a user who named nothing.
  List<FieldRequest> all();

  /// What this is, when the user asks for the duration of what has none.
  default String withoutDuration() {
    return "a tracepoint";
  }

  /// How C declares what is traced.
  String declaration();
}
