package dev.jebpf.event.plan;

import dev.jebpf.event.code.EventCode;
import dev.jebpf.program.AttachPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to serve an event.
///
/// @param placements the programs, each with the places it is attached at; all of them make the
/// same events
/// @param fields what each event carries by this way
/// @param result what is returned; null for nothing
/// @param declaration what is traced, as C declares it
public record Candidate(
    List<Placement> placements,
    List<PlannedField> fields,
    @Nullable FieldType result,
    String declaration) {
  /// Code and where it runs.
  ///
  /// @param entries at least one; several of one kind for functions with versions, or sites of a
  /// USDT probe that have the arguments in the same places
  /// @param exits where the calls end; none for what has no duration
  public record Placement(List<AttachPoint> entries, List<AttachPoint> exits, EventCode code) {
    public Placement {
      entries = List.copyOf(entries);
      exits = List.copyOf(exits);
    }
  }

  public Candidate {
    placements = List.copyOf(placements);
    fields = List.copyOf(fields);
  }

  /// One place.
  ///
  /// @param exit where a call ends; null for what has no duration
  public Candidate(
      AttachPoint entry,
      @Nullable AttachPoint exit,
      List<PlannedField> fields,
      @Nullable FieldType result,
      String declaration,
      EventCode code) {
    this(
        List.of(new Placement(List.of(entry), exit == null ? List.of() : List.of(exit), code)),
        fields,
        result,
        declaration);
  }

  /// Whether events carry texts.
  public boolean hasTexts() {
    return fields.stream().anyMatch(field -> field.type() == FieldType.TEXT);
  }

  /// Whether events are calls that end.
  public boolean hasExit() {
    return placements.stream().anyMatch(placement -> !placement.exits().isEmpty());
  }
}
