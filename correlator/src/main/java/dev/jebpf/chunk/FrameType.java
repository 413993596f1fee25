package dev.jebpf.chunk;

/// How a frame was executed, in the words of HotSpot's `JfrFrameType`.
public enum FrameType {
  INTERPRETED(1, "Interpreted"),
  COMPILED(2, "JIT compiled"),
  INLINED(3, "Inlined"),
  NATIVE(4, "Native");

  private final long key;
  private final String description;

  FrameType(long key, String description) {
    this.key = key;
    this.description = description;
  }

  String description() {
    return description;
  }

  /// The key of the constant; 0 stands for nothing.
  long key() {
    return key;
  }
}
