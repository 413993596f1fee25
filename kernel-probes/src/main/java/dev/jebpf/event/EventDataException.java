package dev.jebpf.event;

/// A kernel event that is well-formed but asks for what this kernel, or this user, does not have: a
/// function, a field, a readable tracefs. The message says what was tried and what to do.
public final class EventDataException extends Exception {
  private static final long serialVersionUID = 1;

  /// Whether it may be there later.
  private final boolean early;

  private EventDataException(String message, boolean early) {
    super(message);
    this.early = early;
  }

  /// @param message one line for the user
  public EventDataException(String message) {
    this(message, false);
  }

  /// Something that may be there later: a library that is not loaded yet.
  public static EventDataException early(String message) {
    return new EventDataException(message, true);
  }

  /// Whether it is worth asking again later.
  public boolean isEarly() {
    return early;
  }

  /// The same about a certain event.
  public EventDataException about(String event) {
    return new EventDataException(event + ": " + getMessage(), early);
  }
}
