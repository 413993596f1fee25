package dev.jebpf.insn;

/// Returns `R0`.
public record Exit() implements Instruction {}
