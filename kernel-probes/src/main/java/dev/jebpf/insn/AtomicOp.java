package dev.jebpf.insn;

/// Atomic read-modify-write operations on memory. All but [#ADD] need kernel 5.12.
public enum AtomicOp {
  ADD(0x00, "+=", ""),
  OR(0x40, "|=", ""),
  AND(0x50, "&=", ""),
  XOR(0xa0, "^=", ""),
  FETCH_ADD(0x01, "", "fetch_add"),
  FETCH_OR(0x41, "", "fetch_or"),
  FETCH_AND(0x51, "", "fetch_and"),
  FETCH_XOR(0xa1, "", "fetch_xor"),
  /// The source register gets the old value.
  EXCHANGE(0xe1, "", "xchg"),
  /// `R0` holds the expected value and gets the old one.
  COMPARE_EXCHANGE(0xf1, "", "cmpxchg");

  private final int code;
  private final String assignment;
  private final String function;

  AtomicOp(int code, String assignment, String function) {
    this.code = code;
    this.assignment = assignment;
    this.function = function;
  }

  int code() {
    return code;
  }

  /// Whether the old value is returned in a register.
  public boolean fetches() {
    return (code & 1) != 0;
  }

  String assignment() {
    return assignment;
  }

  String function() {
    return function;
  }
}
