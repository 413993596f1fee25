package dev.jebpf.insn;

/// A place in a program, known by identity; stands before the instruction it marks.
public final class Label implements Instruction {}
