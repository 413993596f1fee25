package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfField;
import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.event.EventDataException;
import dev.jebpf.linux.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Where a program's context has a function's arguments and result: offsets of eight bytes each.
///
/// @param arguments by index
/// @param result at the exit
record ArgumentPlaces(List<Integer> arguments, int result) {
  /// As many as a BPF trampoline passes on (`MAX_BPF_FUNC_ARGS`).
  private static final int MOST = 12;

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
  /// `struct pt_regs`.
  ///
  /// @throws EventDataException when this kernel's BTF does not tell where the registers are
  static ArgumentPlaces inRegisters(BtfTypes types, Architecture architecture)
      throws EventDataException {
    List<Integer> offsets = new ArrayList<>();
    for (String register : argumentRegisters(architecture)) {
      offsets.add(offset(types, register));
    }
    String result = architecture == Architecture.AARCH64 ? "regs[0]" : "ax";
    return new ArgumentPlaces(offsets, offset(types, result));
  }

  private static List<String> argumentRegisters(Architecture architecture) {
    return architecture == Architecture.AARCH64
        ? List.of(
            "regs[0]", "regs[1]", "regs[2]", "regs[3]", "regs[4]", "regs[5]", "regs[6]", "regs[7]")
        : List.of("di", "si", "dx", "cx", "r8", "r9");
  }

  private static int offset(BtfTypes types, String register) throws EventDataException {
    OptionalInt registers = types.find("pt_regs", BtfKind.STRUCT);
    BtfField field =
        registers.isEmpty() ? null : types.field(registers.getAsInt(), register).orElse(null);
    if (field == null) {
      throw new EventDataException(
          "this kernel's BTF has no register " + register + " in struct pt_regs");
    }
    return (int) (field.bitOffset() / Byte.SIZE);
  }
}
