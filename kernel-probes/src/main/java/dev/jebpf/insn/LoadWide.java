package dev.jebpf.insn;

/// `destination = constant`, the instruction of two slots (`LD_IMM64`).
public record LoadWide(Register destination, WideConstant constant) implements Instruction {}
