package dev.jebpf.instrument;

/// A method whose code has a shape that spans can't be woven into.
final class UnweavableMethodException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SpanWeaver.Key key;

  UnweavableMethodException(SpanWeaver.Key key, String message) {
    super(message);
    this.key = key;
  }

  SpanWeaver.Key key() {
    return key;
  }
}
