package dev.jebpf.insn;

/// `if left condition right goto target`.
public record Branch(Condition condition, Width width, Register left, Source right, Label target)
    implements Instruction {}
