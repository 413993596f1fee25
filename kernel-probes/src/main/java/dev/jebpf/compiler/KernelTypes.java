package dev.jebpf.compiler;

import java.util.Optional;
import java.util.OptionalInt;

/// The types of the running kernel as the compiler needs them; a test makes its own.
///
/// All ids are those of vmlinux's BTF.
public interface KernelTypes {
  /// A member of a structure or union, members of anonymous ones included.
  ///
  /// @param struct the tag, for example `task_struct`
  /// @param path a dotted path through embedded structures, with constant indexes into arrays:
  /// `numbers[0].nr`
  /// @return empty when this kernel has no such structure or member
  Optional<KernelMember> member(String struct, String path);

  /// The id of a structure or union.
  OptionalInt struct(String tag);

  /// The id of a kernel function, for calls of kfuncs.
  OptionalInt function(String name);

  /// What is known of a kernel function; empty when there is none of this name in the kernel's BTF.
  Optional<KernelFunction> prototype(String function);

  /// The id of a variable, for example `__preempt_count`.
  OptionalInt variable(String name);

  /// The id of typedef `btf_trace_NAME`.
  OptionalInt tracepoint(String name);

  /// How many arguments a tracepoint passes on, each of 8 bytes; empty when there is none of this
  /// name.
  OptionalInt tracepointArguments(String name);
}
