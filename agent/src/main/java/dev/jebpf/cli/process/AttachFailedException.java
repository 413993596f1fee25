package dev.jebpf.cli.process;

/// The agent could not be loaded into a running JVM; the message says why and what to do.
public final class AttachFailedException extends Exception {
  private static final long serialVersionUID = 1;

  AttachFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
