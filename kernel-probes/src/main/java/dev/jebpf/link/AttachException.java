package dev.jebpf.link;

/// A program can't be attached for a reason other than a refused system call; the message says what
/// to do.
public final class AttachException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What stands in the way.
  public enum Obstacle {
    /// The kernel was built without it, or is too old for it.
    NOT_BUILT,
    /// It exists, but is not there to be used: not mounted, not readable.
    NOT_REACHABLE,
    /// There is no target of this name: no such function, tracepoint or file. A function may have
    /// been inlined into its callers.
    NO_TARGET,
    /// There are several targets of this name.
    AMBIGUOUS,
    /// The target is there, but the kernel does not let it be traced.
    NOT_TRACEABLE
  }

  private final Obstacle obstacle;

  AttachException(Obstacle obstacle, String message) {
    super(message);
    this.obstacle = obstacle;
  }

  AttachException(Obstacle obstacle, String message, Throwable cause) {
    super(message, cause);
    this.obstacle = obstacle;
  }

  /// What stands in the way.
  public Obstacle obstacle() {
    return obstacle;
  }
}
