package dev.jebpf.compiler;

/// The kernel's BTF has no function of the name a method is to be attached to.
public final class NoSuchFunctionException extends CompileException {
  private static final long serialVersionUID = 1;

  public NoSuchFunctionException(String file, String problem) {
    super(file, 0, problem, null);
  }
}
