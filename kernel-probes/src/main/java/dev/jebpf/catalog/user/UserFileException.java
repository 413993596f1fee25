package dev.jebpf.catalog.user;

/// A file of user space that is not there, is no ELF file, or does not have what was asked for. The
/// message is one line for the user.
public final class UserFileException extends Exception {
  private static final long serialVersionUID = 1;

  /// Whether it may be there later: a library that is not loaded yet, a probe that is not made yet.
  private final boolean early;

  private UserFileException(String message, boolean early) {
    super(message);
    this.early = early;
  }

  UserFileException(String message) {
    this(message, false);
  }

  static UserFileException early(String message) {
    return new UserFileException(message, true);
  }

  /// Whether it is worth asking again later.
  public boolean isEarly() {
    return early;
  }
}
