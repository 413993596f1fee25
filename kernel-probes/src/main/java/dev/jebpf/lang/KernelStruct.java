package dev.jebpf.lang;

/// A typed view of a kernel structure, bound by name to the BTF of the kernel that runs the
/// program.
///
/// A sub-interface is annotated with [Struct]; each of its methods names a member and returns
/// `boolean`, `int`, `long`, another `KernelStruct` (an embedded structure or a pointer to one) or
/// [Bytes] (the member's own memory, for an array). A pointer member declared `long` is its
/// address. Reading through a null pointer yields 0, as the kernel's own exception table has it; it
/// never throws.
public interface KernelStruct {}
