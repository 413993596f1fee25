package dev.jebpf.bridge;

/// The classes in `java.lang` cannot be defined or used.
public final class BridgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BridgeException(String message, Throwable cause) {
    super(message, cause);
  }

  BridgeException(String message) {
    super(message);
  }
}
