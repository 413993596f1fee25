package dev.jebpf.insn;

/// Goes to `target` once the loop has run too long; makes any loop acceptable to the verifier.
/// Minimum kernel 6.9.
public record MayGoto(Label target) implements Instruction {}
