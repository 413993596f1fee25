package dev.jebpf.event.plan;

import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.Text;

/// What a name of the user's turned out to be.
sealed interface Resolved {
  /// As C declares it.
  String declaration();

  /// A number.
  record Numeric(Term term, FieldType type, String declaration) implements Resolved {}

  /// A text.
  ///
  /// @param address the number it is in a condition: where it lies
  record Words(Text text, Term address, String declaration) implements Resolved {}
}
