package dev.jebpf.probes.kernel;

import dev.jebpf.lang.KernelStruct;
import dev.jebpf.lang.Member;
import dev.jebpf.lang.Struct;

/// User registers at the entry to the kernel, `asm/ptrace.h` of x86-64 or aarch64.
@Struct("pt_regs")
public interface PtRegs extends KernelStruct {
  /// Number of the system call, negative outside of one.
  @Member({"orig_ax", "syscallno"})
  long syscall();

  /// What the system call returns, once that is known; until then `-ENOSYS` on x86-64, the first
  /// argument on aarch64.
  @Member({"ax", "regs[0]"})
  long result();

  @Member({"di", "orig_x0"})
  long argument0();

  @Member({"si", "regs[1]"})
  long argument1();

  @Member({"dx", "regs[2]"})
  long argument2();

  @Member({"r10", "regs[3]"})
  long argument3();

  /// The instruction after the one that entered the kernel.
  @Member({"ip", "pc"})
  long instructionPointer();

  @Member("sp")
  long stackPointer();

  /// The registers that functions give back as they found them, those of x86-64 alone. Since 4.16
  /// every entry saves them (`PUSH_AND_CLEAR_REGS` in `entry/calling.h`).
  @Member(value = "bp", optional = true)
  long rbp();

  @Member(value = "bx", optional = true)
  long rbx();

  @Member(value = "r12", optional = true)
  long r12();

  @Member(value = "r13", optional = true)
  long r13();

  @Member(value = "r14", optional = true)
  long r14();

  @Member(value = "r15", optional = true)
  long r15();
}
