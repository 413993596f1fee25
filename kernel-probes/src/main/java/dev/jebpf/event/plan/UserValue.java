package dev.jebpf.event.plan;

import dev.jebpf.event.EventDataException;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.MeasuredText;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.Text;
import dev.jebpf.event.code.UserText;
import dev.jebpf.lang.Helpers;

/// A value of user space, of which no more is known than that it is a number.
///
/// @param type `int32_t`, `uint64_t`
/// @param signed whether the number has a sign
record UserValue(Term term, String type, boolean signed) {
  /// What users read instead of a member of it.
  private static final String NO_MEMBERS =
      ": the types of user space are not known, so a value has no members; it can be read as a"
          + " number, such as int32(arg0), or as a text, str(arg0)";

  /// Where other values are, by their names.
  interface Values {
    UserValue find(String name) throws EventDataException;
  }

  /// What the path means at a place.
  static Resolved resolve(MemberPath path, Values values, Helpers helpers)
      throws EventDataException {
    if (!path.steps().isEmpty()) {
      throw new EventDataException(path + NO_MEMBERS);
    }
    UserValue value = values.find(path.root());
    return switch (path.reading()) {
      case null -> value.asItIs(path.root());
      case MemberPath.Integral number -> value.as(number, path.root());
      case MemberPath.Text(String length) -> {
        Text text =
            length == null
                ? new UserText(helpers, value.term)
                : new MeasuredText(helpers, value.term, values.find(length).term);
        yield new Resolved.Words(text, value.term, "const char *" + path.root());
      }
    };
  }

  private Resolved asItIs(String name) {
    return new Resolved.Numeric(
        term, signed ? FieldType.NUMBER : FieldType.UNSIGNED, type + " " + name);
  }

  private Resolved as(MemberPath.Integral number, String name) {
    String read = (number.signed() ? "int" : "uint") + number.bytes() * Byte.SIZE + "_t";
    var narrowed = new Narrowed(term, number.bytes(), number.signed());
    return new UserValue(narrowed, read, number.signed()).asItIs(name);
  }
}
