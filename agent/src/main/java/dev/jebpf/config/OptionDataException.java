package dev.jebpf.config;

import org.jspecify.annotations.Nullable;

/// Options that are well-formed but name something that can't be used, such as a file that can't be
/// read or written; the message says what was tried and what to do.
public final class OptionDataException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param message one line for the user
  public OptionDataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
