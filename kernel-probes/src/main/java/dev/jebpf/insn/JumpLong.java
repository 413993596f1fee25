package dev.jebpf.insn;

/// `gotol target`, any distance. Instruction set v4, minimum kernel 6.6.
public record JumpLong(Label target) implements Instruction {}
