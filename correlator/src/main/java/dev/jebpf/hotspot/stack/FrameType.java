package dev.jebpf.hotspot.stack;

/// What ran a Java frame; labels as JFR's own (`FrameType` in `jfrTypeManager.cpp`), where it has
/// them.
public enum FrameType {
  INTERPRETED("Interpreted"),
  /// Compiled by C1.
  C1("C1 compiled"),
  /// Compiled by C2, or by the compiler in its place.
  C2("JIT compiled"),
  /// Part of the compiled code of its caller.
  INLINED("Inlined"),
  /// A native method.
  NATIVE("Native");

  private final String label;

  FrameType(String label) {
    this.label = label;
  }

  /// The name users see.
  public String label() {
    return label;
  }
}
