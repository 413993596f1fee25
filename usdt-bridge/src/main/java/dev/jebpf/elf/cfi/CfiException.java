package dev.jebpf.elf.cfi;

/// Call frame information that is damaged or not supported, or a stack it does not fit. Made
/// without a stack trace: it is an ordinary outcome.
public final class CfiException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, with the values found
  public CfiException(String message) {
    super(message, null, false, false);
  }

  /// What is wrong.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
