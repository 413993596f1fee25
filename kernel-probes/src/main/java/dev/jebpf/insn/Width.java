package dev.jebpf.insn;

/// How many bits of its registers an arithmetic instruction or a comparison works on.
public enum Width {
  /// The lower 32 bits; an arithmetic instruction clears the upper half of its destination.
  W32(32),
  W64(64);

  private final int bits;

  Width(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }
}
