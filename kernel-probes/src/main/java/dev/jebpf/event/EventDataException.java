package dev.jebpf.event;

/// A kernel event that is well-formed but asks for what this kernel, or this user, does not have: a
/// function, a field, a readable tracefs. The message says what was tried and what to do.
public final class EventDataException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param message one line for the user
  public EventDataException(String message) {
    super(message);
  }
}
