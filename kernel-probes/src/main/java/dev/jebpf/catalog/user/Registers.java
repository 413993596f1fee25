package dev.jebpf.catalog.user;

import dev.jebpf.elf.ElfMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The registers of a processor as members of the kernel's `struct pt_regs`, and what the calling
/// convention keeps in them: psABI for x86-64, 3.2.3, and AAPCS64, 6.
public final class Registers {
  private static final List<String> X86_ARGUMENTS = List.of("di", "si", "dx", "cx", "r8", "r9");
  private static final List<String> AARCH64_ARGUMENTS =
      List.of(
          "regs[0]", "regs[1]", "regs[2]", "regs[3]", "regs[4]", "regs[5]", "regs[6]", "regs[7]");

  private Registers() {}

  /// Those that have the first arguments of a function at its entry.
  public static List<String> arguments(ElfMachine machine) {
    return switch (machine) {
      case X86_64 -> X86_ARGUMENTS;
      case AARCH64 -> AARCH64_ARGUMENTS;
    };
  }

  /// The one that has the result of a function when it returns.
  public static String result(ElfMachine machine) {
    return switch (machine) {
      case X86_64 -> "ax";
      case AARCH64 -> "regs[0]";
    };
  }

  /// How many bytes the stack pointer is higher when a function has returned than at its entry.
  public static int returnBytes(ElfMachine machine) {
    return switch (machine) {
      case X86_64 -> Long.BYTES;
      case AARCH64 -> 0;
    };
  }

  /// The one that assemblers call so, such as `rdi` or `x0`; null for none.
  public static @Nullable String named(ElfMachine machine, String name) {
    return switch (machine) {
      case X86_64 -> X86Operand.whole(name);
      case AARCH64 -> name.startsWith("w") ? null : Aarch64Operand.register(name);
    };
  }
}
