package dev.jebpf.hotspot.stack;

/// A frame of a Java stack.
///
/// @param bci the bytecode index; -1 at a method's entry, and in native methods
/// @param line the line; as in a `StackTraceElement` -2 for a native method, -1 when not known
public record JavaFrame(JavaMethod method, int bci, int line, FrameType type) {
  private static final int PRIME = 31;

  /// Without what would have to be computed anew: stacks are looked up by their frames, and of what
  /// these have only strings keep their hash.
  @Override
  public int hashCode() {
    return ((bci * PRIME + line) * PRIME + type.hashCode()) * PRIME + method.name().hashCode();
  }

  /// Whether a stack trace has it so.
  boolean is(StackTraceElement element) {
    return method.className().equals(element.getClassName())
        && method.name().equals(element.getMethodName())
        && line == element.getLineNumber();
  }

  /// `com.acme.Orders.place:42`, as short as it is clear.
  @Override
  public String toString() {
    String place = line > 0 ? ":" + line : line == -2 ? ":native" : "";
    return method.className() + "." + method.name() + place;
  }
}
