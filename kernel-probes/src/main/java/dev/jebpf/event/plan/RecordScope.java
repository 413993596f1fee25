package dev.jebpf.event.plan;

import dev.jebpf.catalog.RecordField;
import dev.jebpf.catalog.TracepointFormat;
import dev.jebpf.catalog.TracepointName;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.ContextAddress;
import dev.jebpf.event.code.ContextWord;
import dev.jebpf.event.code.LocatedText;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Term;
import dev.jebpf.event.code.TextAt;
import dev.jebpf.lang.Helpers;
import java.util.List;
import java.util.stream.Collectors;

/// The fields of the record that a tracepoint writes.
final class RecordScope implements Scope {
  private final TracepointName name;
  private final TracepointFormat format;
  private final Helpers helpers;

  RecordScope(TracepointName name, TracepointFormat format, Helpers helpers) {
    this.name = name;
    this.format = format;
    this.helpers = helpers;
  }

  @Override
  public Resolved resolve(MemberPath path) throws EventDataException {
    RecordField field = find(path.root());
    if (!path.steps().isEmpty()) {
      throw new EventDataException(
          path + ": " + field + " of the record of " + name + " has no members");
    }
    return resolve(field);
  }

  private RecordField find(String wanted) throws EventDataException {
    for (RecordField field : format.fields()) {
      if (field.name().equals(wanted)) {
        return field;
      }
    }
    List<String> known = format.fields().stream().map(RecordField::name).toList();
    throw new EventDataException(
        "the record of " + name + " has no field " + wanted + Hints.of(wanted, known));
  }

  private Resolved resolve(RecordField field) throws EventDataException {
    String declaration = field.toString();
    if (field.locatesText()) {
      Term offset = new ContextWord(field.offset(), 2);
      return new Resolved.Words(new LocatedText(helpers, field.offset()), offset, declaration);
    }
    if (field.isText()) {
      Term address = new ContextAddress(field.offset());
      return new Resolved.Words(new TextAt(helpers, address), address, declaration);
    }
    if (!field.isNumber()) {
      throw new EventDataException(
          declaration + " of " + name + " is neither a number nor a text; leave it out");
    }
    Term word = new ContextWord(field.offset(), field.size());
    return field.pointsToText()
        ? new Resolved.Words(new TextAt(helpers, word), word, declaration)
        : new Resolved.Numeric(number(field, word), type(field), declaration);
  }

  /// The record of a system call has eight bytes for an `int`, whose upper half is what the caller
  /// left in the register.
  private static Term number(RecordField field, Term word) {
    boolean isInt = field.type().equals("int");
    return new Narrowed(word, isInt ? Integer.BYTES : field.size(), isInt || field.signed());
  }

  private static FieldType type(RecordField field) {
    if (field.isPointer()) {
      return FieldType.ADDRESS;
    }
    return switch (field.type()) {
      case "bool" -> FieldType.FLAG;
      case "size_t" -> FieldType.BYTES;
      case "int" -> FieldType.NUMBER;
      default -> field.signed() ? FieldType.NUMBER : FieldType.UNSIGNED;
    };
  }

  @Override
  public List<FieldRequest> all() {
    return format.fields().stream()
        .filter(field -> !field.name().startsWith("__"))
        .filter(field -> field.isNumber() || field.isText() || field.locatesText())
        .map(field -> new FieldRequest(field.name(), new MemberPath(field.name(), List.of())))
        .toList();
  }

  @Override
  public String declaration() {
    return format.fields().stream()
        .map(RecordField::toString)
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}
