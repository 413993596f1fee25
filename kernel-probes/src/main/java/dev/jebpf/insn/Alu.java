package dev.jebpf.insn;

/// `destination = destination op source`.
public record Alu(AluOp op, Width width, Register destination, Source source)
    implements Instruction {}
