package dev.jebpf.cli.analyze;

import org.jspecify.annotations.Nullable;

/// Rules could not be evaluated over a recording: the message says why.
public final class EngineFailedException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why not, and what it came from.
  public EngineFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
