package dev.jebpf.hotspot.stack;

/// A method as the VM has it.
///
/// @param address of the `Method`
/// @param constMethod of its `ConstMethod`
/// @param codeSize bytes of its bytecodes
/// @param hasLines whether it has a table of lines
record MethodInfo(
    long address, long constMethod, int codeSize, boolean hasLines, JavaMethod method) {}
