package dev.jebpf.cli.process;

/// There is no such process, it may not be looked at, or no JVM runs in it; the message says which
/// and what to do.
public final class NoSuchJvmException extends Exception {
  private static final long serialVersionUID = 1;

  NoSuchJvmException(String message) {
    super(message);
  }
}
