package dev.jebpf.usdt;

import dev.jebpf.elf.ElfMachine;
import java.util.List;
import java.util.StringJoiner;

/// Where a site's arguments are when it is reached, in the words of its note: first the registers
/// of the calling convention, then the stack slots above the return address.
final class ArgumentPlaces {
  /// System V ABI for x86-64, 3.2.3; by size 1, 2, 4 and 8.
  private static final List<List<String>> X86_64 =
      List.of(
          List.of("dil", "di", "edi", "rdi"),
          List.of("sil", "si", "esi", "rsi"),
          List.of("dl", "dx", "edx", "rdx"),
          List.of("cl", "cx", "ecx", "rcx"),
          List.of("r8b", "r8w", "r8d", "r8"),
          List.of("r9b", "r9w", "r9d", "r9"));

  /// Procedure Call Standard for the Arm 64-bit Architecture, 6.8.
  private static final int AARCH64_REGISTERS = 8;

  private static final int SLOT = 8;

  private ArgumentPlaces() {}

  /// The text of a note.
  ///
  /// @param sizes in bytes, negative for signed numbers
  static String format(ElfMachine machine, List<Integer> sizes) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < sizes.size(); i++) {
      int size = sizes.get(i);
      text.add(size + "@" + (machine == ElfMachine.X86_64 ? x86(i, size) : aarch64(i)));
    }
    return text.toString();
  }

  private static String x86(int index, int size) {
    if (index < X86_64.size()) {
      return "%" + X86_64.get(index).get(Integer.numberOfTrailingZeros(Math.abs(size)));
    }
    // The return address is at the stack pointer.
    return SLOT * (index - X86_64.size() + 1) + "(%rsp)";
  }

  private static String aarch64(int index) {
    return index < AARCH64_REGISTERS
        ? "x" + index
        : "[sp, " + SLOT * (index - AARCH64_REGISTERS) + "]";
  }
}
