package dev.jebpf.guest;

/// A guest whose init said nothing any more: its kernel or the emulator stood still, whatever the
/// guest was doing. The message has the end of its console and what it still answered.
final class DeadGuestException extends GuestException {
  private static final long serialVersionUID = 1;

  DeadGuestException(String message) {
    super(message);
  }
}
