package dev.jebpf.compiler;

import org.jspecify.annotations.Nullable;

/// A method that the language of kernel programs does not cover, or names the running kernel does
/// not have. The message says where, in Java source, and what to do instead.
public sealed class CompileException extends RuntimeException
    permits ArgumentMismatchException, NoSuchFunctionException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final int line;

  public CompileException(String file, int line, String problem, @Nullable Throwable cause) {
    super(file + ":" + line + ": " + problem, cause);
    this.file = file;
    this.line = line;
  }

  /// The source file.
  public String file() {
    return file;
  }

  /// The line, or 0 when the class file does not tell.
  public int line() {
    return line;
  }
}
