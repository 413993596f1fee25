package dev.jebpf.usdt;

import org.jspecify.annotations.Nullable;

/// Probes that could not be made here: no directory for their file, a full disk, a system without
/// them. The message is one line for the user and says what can be done.
public final class UsdtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsdtException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
