package dev.jebpf.insn;

/// `*(size *)(base + offset) = source`.
public record Store(Size size, Register base, int offset, Source source) implements Instruction {}
