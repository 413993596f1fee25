package dev.jebpf.linux;

/// The capabilities that decide what jebpf may do, with their bits in `linux/capability.h`.
public enum Capability {
  DAC_READ_SEARCH(2),
  SYS_PTRACE(19),
  /// Before 5.8 stands for [#BPF] and [#PERFMON]; contains both ever since.
  SYS_ADMIN(21),
  SYS_RESOURCE(24),
  /// Minimum kernel 5.8.
  PERFMON(38),
  /// Minimum kernel 5.8.
  BPF(39);

  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /// The name in capabilities(7).
  public String symbol() {
    return "CAP_" + name();
  }

  boolean in(long set) {
    return (set >>> bit & 1) != 0;
  }
}
