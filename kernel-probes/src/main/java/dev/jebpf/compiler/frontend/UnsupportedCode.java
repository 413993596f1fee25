package dev.jebpf.compiler.frontend;

import org.jspecify.annotations.Nullable;

/// What the language of kernel programs does not have; the interpreter adds the place.
sealed class UnsupportedCode extends RuntimeException permits ArgumentMismatch {
  private static final long serialVersionUID = 1;

  UnsupportedCode(String problem) {
    this(problem, null);
  }

  UnsupportedCode(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
