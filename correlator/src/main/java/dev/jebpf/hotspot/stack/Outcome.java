package dev.jebpf.hotspot.stack;

/// How far a stack could be decoded.
public enum Outcome {
  /// Down to the first frame of the thread.
  COMPLETE("complete"),
  /// As far as the virtual thread's frames are on the carrier's stack: it was parked before, and
  /// the frames below are still in the heap.
  REST_IN_HEAP("rest in the heap"),
  /// From the frame on that called the compiled code the thread was in: this gave up a monitor,
  /// where the compiler notes neither the line nor which of the methods it inlined that is in. The
  /// first frame is the method that was compiled, without a line.
  INNERMOST_UNKNOWN("innermost frames unknown"),
  /// The stack is larger than what is copied of it.
  TOO_DEEP("too deep"),
  /// What was read did not fit together: code or methods have changed since. No frames.
  INCONSISTENT("inconsistent"),
  /// Memory was gone. No frames.
  UNREADABLE("unreadable"),
  /// Classes were unloaded in the meantime, so methods read may be others. No frames.
  CLASSES_UNLOADED("classes unloaded"),
  /// The stack was decoded too late to be sure. No frames.
  LATE("late"),
  /// There was no stack to decode. No frames.
  ABSENT("absent");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /// The name users see.
  public String label() {
    return label;
  }

  /// Whether frames, though not all, may be shown.
  boolean partial() {
    return this == REST_IN_HEAP || this == TOO_DEEP;
  }
}
