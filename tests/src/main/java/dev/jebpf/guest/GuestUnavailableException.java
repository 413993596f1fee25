package dev.jebpf.guest;

/// A guest can't be made here: a program is not installed, or a package can't be fetched. The
/// message says which, and how to get it.
final class GuestUnavailableException extends GuestException {
  private static final long serialVersionUID = 1;

  GuestUnavailableException(String message) {
    super(message);
  }

  GuestUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
