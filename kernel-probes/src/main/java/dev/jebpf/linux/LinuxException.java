package dev.jebpf.linux;

import org.jspecify.annotations.Nullable;

/// A system call that failed. The message is one line for the user: what was attempted with which
/// values, the errno, and what can be done.
public final class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SystemCall call;
  private final long result;
  private final @Nullable String remedy;

  private LinuxException(String message, SystemCall call, long result, @Nullable String remedy) {
    super(message);
    this.call = call;
    this.result = result;
    this.remedy = remedy;
  }

  /// An exception with the remedy this process's [Privileges] suggest.
  ///
  /// @param result the negative result of [Kernel#call]
  /// @param attempted what was tried, with values, as in `create map name=slots type=ARRAY`
  public static LinuxException of(SystemCall call, long result, String attempted) {
    return of(call, result, attempted, Remedies.of(call, Errno.of(result), Privileges::read));
  }

  /// An exception whose remedy the caller knows.
  public static LinuxException of(
      SystemCall call, long result, String attempted, @Nullable String remedy) {
    String message = "cannot " + attempted + ": " + call.symbol() + ": " + Errno.describe(result);
    return new LinuxException(
        remedy == null ? message : message + "; " + remedy, call, result, remedy);
  }

  /// Passes a result on, or throws if it is negative. For calls whose `attempted` is a constant.
  static long check(SystemCall call, long result, String attempted) {
    if (result < 0) {
      throw of(call, result, attempted);
    }
    return result;
  }

  /// The system call.
  public SystemCall call() {
    return call;
  }

  /// The error, or null for a number without a name.
  public @Nullable Errno errno() {
    return Errno.of(result);
  }

  /// What the user can do; null when nothing better than the errno is known.
  public @Nullable String remedy() {
    return remedy;
  }
}
