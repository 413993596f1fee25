package dev.jebpf.hotspot.vm;

/// This JVM does not export a name that a capability is built on.
public final class MissingVmSymbolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public MissingVmSymbolException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// What is missing, for the user.
  public String reason() {
    return reason;
  }
}
