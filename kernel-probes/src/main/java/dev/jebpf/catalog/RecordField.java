package dev.jebpf.catalog;

/// A field of the record that a tracepoint writes.
///
/// @param type in C, for example `pid_t` or `__data_loc char[]`
/// @param offset bytes from the start of the record
/// @param size its bytes
public record RecordField(String type, String name, int offset, int size, boolean signed) {
  private static final String DATA_LOCATION = "__data_loc ";

  /// Whether it holds the place of a text within the record: its offset in the lower 16 bits, its
  /// length in the upper ones (`TRACE_EVENT` in `include/trace/trace_events.h`).
  public boolean locatesText() {
    return type.equals(DATA_LOCATION + "char[]");
  }

  /// Whether it is a text itself.
  public boolean isText() {
    return type.startsWith("char[");
  }

  /// Whether it is the address of a text.
  public boolean pointsToText() {
    return type.equals("const char *") || type.equals("char *");
  }

  /// Whether it is an address.
  public boolean isPointer() {
    return type.endsWith("*");
  }

  /// Whether it is one number.
  public boolean isNumber() {
    return !type.contains("[")
        && !type.startsWith("__rel_loc ")
        && !type.startsWith(DATA_LOCATION)
        && (size == 1 || size == 2 || size == 4 || size == 8)
        && offset % size == 0;
  }

  @Override
  public String toString() {
    return type.endsWith("*") ? type + name : type + " " + name;
  }
}
