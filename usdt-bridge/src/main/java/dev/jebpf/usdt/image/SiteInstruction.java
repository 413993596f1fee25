package dev.jebpf.usdt.image;

import dev.jebpf.elf.ElfMachine;
import java.util.HexFormat;

/// What a probe's site is made of: the instruction that the note points at, which the kernel
/// replaces while a tracer is attached, and a return.
///
/// A site is called, so it is a leaf with nothing of its own on the stack: the return address is at
/// the stack pointer and all below is free. That is what makes [#NOP5] safe, whose optimised form
/// is a call and writes there.
public enum SiteInstruction {
  /// One byte, replaced by a trap: any kernel.
  NOP(ElfMachine.X86_64, "90", "c3", "cc"),

  /// `nopl 0(%rax,%rax)`. Linux 6.18 turns it into a call of a trampoline, which costs about half
  /// of a trap (`arch/x86/kernel/uprobes.c`).
  NOP5(ElfMachine.X86_64, "0f1f440000", "c3", "cc"),

  /// [#NOP], to which the note points, and behind it `cs nopw 0(%rax,%rax)`. Kernels whose uprobes
  /// spare the red zone optimise ten bytes and no longer five. Tools that know the pair (libbpf's
  /// `has_nop_combo`) attach to the second instruction, all others trap on the first.
  NOP_NOP10(ElfMachine.X86_64, "90662e0f1f840000000000", "c3", "cc"),

  /// aarch64: `nop`, `ret`, filled up with `brk #0`.
  AARCH64_NOP(ElfMachine.AARCH64, "1f2003d5", "c0035fd6", "000020d4");

  /// The bytes from one site to the next. None crosses a page, which the kernel wants of what it
  /// optimises.
  public static final int SIZE = 16;

  private final ElfMachine machine;
  private final String code;

  SiteInstruction(ElfMachine machine, String instruction, String ret, String trap) {
    this.machine = machine;
    String start = instruction + ret;
    int rest = 2 * SIZE - start.length();
    code = start + trap.repeat(rest / trap.length());
  }

  /// The processor it is for.
  public ElfMachine machine() {
    return machine;
  }

  /// A whole site, [#SIZE] bytes.
  public byte[] code() {
    return HexFormat.of().parseHex(code);
  }
}
