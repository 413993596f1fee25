package dev.jebpf.insn;

/// `destination = *(size *)(base + offset)`, zero-extended to 64 bits, or sign-extended (v4,
/// minimum kernel 6.6).
public record Load(Size size, boolean signed, Register destination, Register base, int offset)
    implements Instruction {}
