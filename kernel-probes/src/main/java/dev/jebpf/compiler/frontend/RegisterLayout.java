package dev.jebpf.compiler.frontend;

import dev.jebpf.compiler.KernelTypes;
import java.util.List;

/// Where a `struct pt_regs` has the arguments and the result of a function: the System V ABI of
/// x86-64 and the procedure call standard of aarch64. Which processor it is shows in the names of
/// the structure's members (`asm/ptrace.h`).
final class RegisterLayout {
  private static final String REGISTERS = "pt_regs";

  private static final List<String> X86_ARGUMENTS = List.of("di", "si", "dx", "cx", "r8", "r9");
  private static final List<String> AARCH64_ARGUMENTS =
      List.of(
          "regs[0]", "regs[1]", "regs[2]", "regs[3]", "regs[4]", "regs[5]", "regs[6]", "regs[7]");

  private final KernelTypes types;
  private final boolean x86;

  RegisterLayout(KernelTypes types) {
    this.types = types;
    this.x86 = types.member(REGISTERS, "orig_ax").isPresent();
  }

  /// Offset of the register with the argument of this number.
  int argument(int number) {
    List<String> names = x86 ? X86_ARGUMENTS : AARCH64_ARGUMENTS;
    if (number >= names.size()) {
      throw new ArgumentMismatch(
          "an argument beyond the first %d words is on the stack, not in a register"
              .formatted(names.size()));
    }
    return offset(names.get(number));
  }

  /// Offset of the register with what a function returned.
  int result() {
    return offset(x86 ? "ax" : "regs[0]");
  }

  /// Offset of the stack pointer.
  int stackPointer() {
    return offset("sp");
  }

  private int offset(String register) {
    return types
        .member(REGISTERS, register)
        .orElseThrow(
            () -> new UnsupportedCode("this kernel's struct pt_regs has no member " + register))
        .offset();
  }
}
