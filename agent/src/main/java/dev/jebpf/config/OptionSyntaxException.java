package dev.jebpf.config;

/// Options that can't be understood; the message says which part and what would be right.
public final class OptionSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  OptionSyntaxException(String message) {
    super(message);
  }
}
