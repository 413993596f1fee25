package dev.jebpf.insn;

/// Two-operand arithmetic, `destination = destination op source`.
public enum AluOp {
  ADD(0x00, 0, "+="),
  SUB(0x10, 0, "-="),
  MUL(0x20, 0, "*="),
  /// Unsigned; division by zero gives 0.
  DIV(0x30, 0, "/="),
  /// Signed, `MIN / -1 == MIN`; division by zero gives 0. Instruction set v4, minimum kernel 6.6.
  SDIV(0x30, 1, "s/="),
  OR(0x40, 0, "|="),
  AND(0x50, 0, "&="),
  /// Only the low 5 or 6 bits of a register count; an immediate must be below the width.
  LSH(0x60, 0, "<<="),
  RSH(0x70, 0, ">>="),
  /// Unsigned; modulo zero leaves the destination.
  MOD(0x90, 0, "%="),
  /// Signed, the sign of the dividend; modulo zero leaves the destination. Instruction set v4.
  SMOD(0x90, 1, "s%="),
  XOR(0xa0, 0, "^="),
  MOV(0xb0, 0, "="),
  ARSH(0xc0, 0, "s>>=");

  private final int code;
  private final int offset;
  private final String notation;

  AluOp(int code, int offset, String notation) {
    this.code = code;
    this.offset = offset;
    this.notation = notation;
  }

  int code() {
    return code;
  }

  /// What the instruction's offset field holds: 1 selects the signed division.
  int offset() {
    return offset;
  }

  /// As the kernel's verifier log writes it.
  public String notation() {
    return notation;
  }
}
