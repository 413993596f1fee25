package dev.jebpf.insn;

/// The second operand of an instruction: a register or a 32-bit immediate.
public sealed interface Source permits Register, Immediate {}
