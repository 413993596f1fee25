package dev.jebpf.insn;

/// A 32-bit constant operand, sign-extended where the instruction is 64 bits wide.
public record Immediate(int value) implements Source {}
