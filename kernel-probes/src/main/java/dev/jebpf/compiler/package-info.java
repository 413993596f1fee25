/// Compiles kernel programs written in Java ([dev.jebpf.lang]) to eBPF. Pure: class files, BTF and
/// constants in, [dev.jebpf.program.ProgramSpec]s out; no kernel.
///
/// Here is what the compiler knows of a kernel and how it refuses a program;
/// [dev.jebpf.compiler.driver.ProgramCompiler] compiles.
///
/// ```java
/// KernelTypes types = new BtfKernelTypes(BtfTypes.parse(vmlinux));
/// ProgramCompiler compiler = new ProgramCompiler(types, features.target());
/// List<ProgramSpec> specs = compiler.compile(new CountSwitches(helpers, tgid, counters));
/// ```
///
/// The way of a method: its bytecode is interpreted symbolically with every call inlined
/// (`frontend`), which gives SSA form (`ir`); `pass` simplifies it; `backend` selects instructions
/// on virtual registers, allocates registers and emits [dev.jebpf.insn].
@NullMarked
package dev.jebpf.compiler;

import org.jspecify.annotations.NullMarked;
