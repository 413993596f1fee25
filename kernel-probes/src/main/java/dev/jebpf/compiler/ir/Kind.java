package dev.jebpf.compiler.ir;

/// What a [Value] is at run time.
public enum Kind {
  /// A Java `int` (or narrower); the upper half of its register is undefined unless proven.
  INT,
  /// A Java `long`.
  LONG,
  /// An address that the verifier lets loads and stores follow.
  POINTER,
  /// A kernel address that only `bpf_probe_read_kernel` may follow.
  ADDRESS,
  /// An object of the compiling JVM; has no run-time form.
  OBJECT,
  /// No result.
  NOTHING;

  /// Whether values of this kind are addresses.
  public boolean isAddress() {
    return this == POINTER || this == ADDRESS;
  }
}
