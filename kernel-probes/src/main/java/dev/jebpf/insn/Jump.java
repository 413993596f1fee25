package dev.jebpf.insn;

/// `goto target`, within 32,767 slots.
public record Jump(Label target) implements Instruction {}
