package dev.jebpf.insn;

/// What a [LoadWide] loads.
public sealed interface WideConstant {

  /// A 64-bit number.
  record Value(long value) implements WideConstant {}

  /// A map (`BPF_PSEUDO_MAP_FD`).
  ///
  /// @param fd the map's file descriptor, or 0 until it is relocated
  record MapDescriptor(int fd) implements WideConstant {}

  /// The address of a byte of the single value of an array map (`BPF_PSEUDO_MAP_VALUE`). Minimum
  /// kernel 5.2.
  ///
  /// @param fd the map's file descriptor, or 0 until it is relocated
  /// @param offset bytes into the value
  record MapValue(int fd, int offset) implements WideConstant {}

  /// The address of a variable of vmlinux, for a per-CPU variable its per-CPU base
  /// (`BPF_PSEUDO_BTF_ID`). Minimum kernel 5.10.
  record KernelVariable(int btfId) implements WideConstant {}
}
