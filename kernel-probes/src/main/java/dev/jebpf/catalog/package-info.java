/// What can be traced in this kernel: its functions and tracepoints with their typed arguments.
///
/// ```java
/// KernelFunctions functions = new KernelFunctions(types);
/// functions.find("vfs_read").map(new Declarations(types)::of); // ssize_t vfs_read(struct ...)
/// ```
///
/// Functions come from vmlinux's BTF, whether they can be traced from the symbol table and the
/// function tracer's list where this user may read them, records of tracepoints from tracefs.
@NullMarked
package dev.jebpf.catalog;

import org.jspecify.annotations.NullMarked;
