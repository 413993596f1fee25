package dev.jebpf.insn;

/// Atomic operation on a word or double word at `base + offset`.
public record Atomic(AtomicOp op, Size size, Register base, int offset, Register source)
    implements Instruction {}
