package dev.jebpf.link;

/// A program can't be attached for a reason other than a refused system call; the message says what
/// to do.
public final class AttachException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AttachException(String message) {
    super(message);
  }

  AttachException(String message, Throwable cause) {
    super(message, cause);
  }
}
