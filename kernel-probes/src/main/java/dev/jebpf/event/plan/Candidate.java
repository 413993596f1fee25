package dev.jebpf.event.plan;

import dev.jebpf.event.code.EventCode;
import dev.jebpf.program.AttachPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to serve an event.
///
/// @param exit where a call ends; null for what has no duration
/// @param fields what each event carries by this way
/// @param result what is returned; null for nothing
/// @param declaration what is traced, as C declares it
public record Candidate(
    AttachPoint entry,
    @Nullable AttachPoint exit,
    List<PlannedField> fields,
    @Nullable FieldType result,
    String declaration,
    EventCode code) {
  public Candidate {
    fields = List.copyOf(fields);
  }
}
