package dev.jebpf.unwind;

/// Whether the native frames of a stack are known.
public enum NativeOutcome {
  /// From the kernel to the last Java frame.
  COMPLETE("complete"),
  /// They did not lead to the last Java frame. No frames.
  INCONSISTENT("inconsistent"),
  /// One is in code that has no unwind table. No frames.
  NO_TABLE("no unwind table"),
  /// A table is damaged, of a form not known, or its file can't be read. No frames.
  UNREADABLE("unreadable"),
  /// There was no stack to unwind. No frames.
  ABSENT("absent");

  private final String label;

  NativeOutcome(String label) {
    this.label = label;
  }

  /// The name users see.
  public String label() {
    return label;
  }
}
