package dev.jebpf.compiler.frontend;

/// A parameter that the kernel function does not have, or not in this way.
final class ArgumentMismatch extends UnsupportedCode {
  private static final long serialVersionUID = 1;

  ArgumentMismatch(String problem) {
    super(problem);
  }
}
