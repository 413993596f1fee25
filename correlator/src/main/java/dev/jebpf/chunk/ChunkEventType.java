package dev.jebpf.chunk;

import java.util.List;
import java.util.Set;

/// How events of a type are written.
///
/// @param id of the type
/// @param forms of the fields that follow [#STANDARD]
public record ChunkEventType(long id, List<FieldForm> forms) {
  /// What every event begins with, in this order.
  public static final Set<String> STANDARD =
      Set.of("startTime", "duration", "eventThread", "stackTrace");

  public ChunkEventType {
    forms = List.copyOf(forms);
  }
}
