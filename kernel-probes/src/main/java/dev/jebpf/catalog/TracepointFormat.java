package dev.jebpf.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tracefs says of a tracepoint's record, in `events/CATEGORY/NAME/format`
/// (`Documentation/trace/events.rst`).
///
/// @param id the tracepoint's number, of which perf events are opened
/// @param fields without those that all records begin with
public record TracepointFormat(String name, long id, List<RecordField> fields) {
  /// Bytes of the fields that all records begin with; a program may not read them.
  public static final int COMMON_BYTES = 8;

  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*field:(.+?)\\s*;\\s*offset:(\\d{1,6});\\s*size:(\\d{1,6});\\s*signed:([01]);");
  private static final Pattern DECLARATION =
      Pattern.compile("(.*[\\s*])([A-Za-z_]\\w*)((?:\\[[^\\]]*\\])?)");

  public TracepointFormat {
    fields = List.copyOf(fields);
  }

  /// Reads the file's lines.
  ///
  /// @throws IllegalArgumentException when they are not those of such a file
  public static TracepointFormat parse(List<String> lines) {
    String name = "";
    long id = -1;
    List<RecordField> fields = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("name: ")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("ID: ")) {
        id = Long.parseLong(line.substring(4).strip());
      } else if (line.startsWith("print fmt:")) {
        break;
      } else {
        addField(line, fields);
      }
    }
    if (name.isEmpty() || id < 0) {
      throw new IllegalArgumentException("tracepoint format without name or ID");
    }
    return new TracepointFormat(name, id, fields);
  }

  private static void addField(String line, List<RecordField> fields) {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      return;
    }
    Matcher declaration = DECLARATION.matcher(field.group(1));
    int offset = Integer.parseInt(field.group(2));
    if (offset < COMMON_BYTES || !declaration.matches()) {
      return;
    }
    fields.add(
        new RecordField(
            declaration.group(1).strip() + declaration.group(3),
            declaration.group(2),
            offset,
            Integer.parseInt(field.group(3)),
            field.group(4).equals("1")));
  }
}
