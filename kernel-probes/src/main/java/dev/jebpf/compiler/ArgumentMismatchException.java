package dev.jebpf.compiler;

import org.jspecify.annotations.Nullable;

/// A method's parameters are not those of the kernel function it is to be attached to, or not to be
/// had by way of the attachment.
public final class ArgumentMismatchException extends CompileException {
  private static final long serialVersionUID = 1;

  public ArgumentMismatchException(
      String file, int line, String problem, @Nullable Throwable cause) {
    super(file, line, problem, cause);
  }
}
