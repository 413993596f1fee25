package dev.jebpf.instrument;

/// Bytes that aren't a class file this package can read.
final class MalformedClassException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedClassException(String message) {
    super(message);
  }
}
