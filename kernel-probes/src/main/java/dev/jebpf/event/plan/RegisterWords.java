package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.code.ContextWord;
import dev.jebpf.event.code.Term;

/// The registers of the program's context at uprobes, which is `struct pt_regs`.
///
/// @param types of the running kernel
record RegisterWords(BtfTypes types) {
  /// The whole of a register.
  ///
  /// @param member of the structure
  /// @throws EventDataException when this kernel's BTF does not tell where it is
  Term word(String member) throws EventDataException {
    return new ContextWord(ArgumentPlaces.offset(types, member), Long.BYTES);
  }
}
