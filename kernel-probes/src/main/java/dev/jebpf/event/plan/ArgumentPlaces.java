package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfField;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.event.EventDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a program's context has a function's arguments and result: offsets of eight bytes each.
///
/// @param arguments by index
/// @param result at the exit
record ArgumentPlaces(List<Integer> arguments, int result) {
  /// As many as a BPF trampoline passes on (`MAX_BPF_FUNC_ARGS`).
  private static final int MOST = 12;

  private static final List<String> X86_ARGUMENTS = List.of("di", "si", "dx", "cx", "r8", "r9");
  private static final List<String> AARCH64_ARGUMENTS =
      List.of(
          "regs[0]", "regs[1]", "regs[2]", "regs[3]", "regs[4]", "regs[5]", "regs[6]", "regs[7]");

  ArgumentPlaces {
    arguments = List.copyOf(arguments);
  }

  int count() {
    return arguments.size();
  }

  int offset(int index) {
    return arguments.get(index);
  }

  /// One after the other: raw tracepoints, fentry, and fexit with the result behind them.
  ///
  /// @param count arguments the function has
  static ArgumentPlaces inOrder(int count) {
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST); i++) {
      offsets.add(i * Long.BYTES);
    }
    return new ArgumentPlaces(offsets, count * Long.BYTES);
  }

  /// In the registers in which the calling convention passes them: kprobes, whose context is
  /// `struct pt_regs`. Which processor it is shows in the names of the structure's members.
  ///
  /// @throws EventDataException when this kernel's BTF does not tell where the registers are
  static ArgumentPlaces inRegisters(BtfTypes types) throws EventDataException {
    boolean x86 = register(types, "orig_ax").isPresent();
    List<Integer> offsets = new ArrayList<>();
    for (String register : x86 ? X86_ARGUMENTS : AARCH64_ARGUMENTS) {
      offsets.add(offset(types, register));
    }
    return new ArgumentPlaces(offsets, offset(types, x86 ? "ax" : "regs[0]"));
  }

  /// Where a register is in `struct pt_regs`.
  static int offset(BtfTypes types, String register) throws EventDataException {
    BtfField field = register(types, register).orElse(null);
    if (field == null) {
      throw new EventDataException(
          "this kernel's BTF has no register " + register + " in struct pt_regs");
    }
    return (int) (field.bitOffset() / Byte.SIZE);
  }

  private static Optional<BtfField> register(BtfTypes types, String name) {
    OptionalInt registers = types.find("pt_regs", BtfKind.STRUCT);
    return registers.isEmpty() ? Optional.empty() : types.field(registers.getAsInt(), name);
  }
}
