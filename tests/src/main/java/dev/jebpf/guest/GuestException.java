package dev.jebpf.guest;

/// No guest can be made or run; the message says why and what the user can do.
public sealed class GuestException extends RuntimeException
    permits DeadGuestException, GuestUnavailableException {
  private static final long serialVersionUID = 1L;

  public GuestException(String message) {
    super(message);
  }

  public GuestException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
