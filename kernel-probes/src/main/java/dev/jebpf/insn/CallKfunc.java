package dev.jebpf.insn;

/// Calls the kernel function with this BTF id in vmlinux. Minimum kernel 5.13.
public record CallKfunc(int btfId) implements Instruction {}
