package dev.jebpf.insn;

/// Reverses the low `bits` (16, 32 or 64) of the register and clears those above, on a
/// little-endian machine (`BPF_TO_BE`).
public record ByteSwap(int bits, Register destination) implements Instruction {}
