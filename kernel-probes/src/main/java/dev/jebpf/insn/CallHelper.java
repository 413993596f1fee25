package dev.jebpf.insn;

/// Calls the helper with this number of `enum bpf_func_id`.
public record CallHelper(int number) implements Instruction {}
