package dev.jebpf.event;

/// The text of a kernel event that cannot be understood. The message says where and what would be
/// right; nothing was looked up yet.
public final class EventSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  EventSyntaxException(String message) {
    super(message);
  }
}
