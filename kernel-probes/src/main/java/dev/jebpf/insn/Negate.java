package dev.jebpf.insn;

/// `destination = -destination`.
public record Negate(Width width, Register destination) implements Instruction {}
