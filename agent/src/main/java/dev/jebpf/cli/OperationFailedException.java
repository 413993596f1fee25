package dev.jebpf.cli;

import org.jspecify.annotations.Nullable;

/// A command could not do what it was asked: the message says what was tried, with what, and what
/// the user can do.
final class OperationFailedException extends Exception {
  private static final long serialVersionUID = 1;

  OperationFailedException(String message) {
    super(message);
  }

  OperationFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
