package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelFunction;
import org.jspecify.annotations.Nullable;

/// How the arguments of an entry point lie in the program's context.
public sealed interface Arguments {
  /// Of a BTF tracepoint: eight bytes each; structures are pointers the verifier knows.
  ///
  /// @param count how many this kernel's tracepoint has
  record Typed(String tracepoint, int count) implements Arguments {}

  /// Of a raw tracepoint: eight bytes each; structures are mere addresses.
  record Raw() implements Arguments {}

  /// The only argument is a view of the context itself.
  record View() implements Arguments {}

  /// There are none.
  record None() implements Arguments {}

  /// Of a BPF trampoline: the function's arguments in words of eight bytes, at the return followed
  /// by what it returned (`arch_prepare_bpf_trampoline`).
  ///
  /// @param atReturn whether the function has returned
  record Trampoline(KernelFunction function, boolean atReturn) implements Arguments {}

  /// Of a kprobe or uprobe: registers in a `struct pt_regs`, by the ABI of the processor.
  ///
  /// @param function null when nothing is known of it
  /// @param atEntry whether it is, or may be, about to start, so that its arguments are there
  /// @param atReturn whether it has, or may have, returned
  record Registers(@Nullable KernelFunction function, boolean atEntry, boolean atReturn)
      implements Arguments {}
}
