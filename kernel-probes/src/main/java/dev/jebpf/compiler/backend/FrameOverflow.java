package dev.jebpf.compiler.backend;

/// The program needs more than the 512 bytes of an eBPF stack frame.
public final class FrameOverflow extends RuntimeException {
  private static final long serialVersionUID = 1;

  FrameOverflow() {
    super("too many values alive at once for the stack frame of 512 bytes; split the program");
  }
}
