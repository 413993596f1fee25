package dev.jebpf.insn;

/// The condition of a [Branch].
public enum Condition {
  EQ(0x10, "=="),
  NE(0x50, "!="),
  /// Bitwise and is not zero.
  TEST(0x40, "&"),
  GT(0x20, ">"),
  GE(0x30, ">="),
  LT(0xa0, "<"),
  LE(0xb0, "<="),
  SGT(0x60, "s>"),
  SGE(0x70, "s>="),
  SLT(0xc0, "s<"),
  SLE(0xd0, "s<=");

  private final int code;
  private final String notation;

  Condition(int code, String notation) {
    this.code = code;
    this.notation = notation;
  }

  int code() {
    return code;
  }

  /// As the kernel's verifier log writes it.
  public String notation() {
    return notation;
  }

  /// Whether there is a condition that holds exactly when this one does not; [#TEST] has none.
  public boolean negatable() {
    return this != TEST;
  }

  /// The condition that holds exactly when this one does not.
  ///
  /// @throws IllegalStateException for [#TEST]
  public Condition negated() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case GT -> LE;
      case GE -> LT;
      case LT -> GE;
      case LE -> GT;
      case SGT -> SLE;
      case SGE -> SLT;
      case SLT -> SGE;
      case SLE -> SGT;
      case TEST -> throw new IllegalStateException("TEST has no opposite");
    };
  }

  /// The condition with its operands exchanged.
  public Condition swapped() {
    return switch (this) {
      case EQ, NE, TEST -> this;
      case GT -> LT;
      case GE -> LE;
      case LT -> GT;
      case LE -> GE;
      case SGT -> SLT;
      case SGE -> SLE;
      case SLT -> SGT;
      case SLE -> SGE;
    };
  }
}
