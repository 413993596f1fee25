package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmStructs;
import java.util.List;
import java.util.Set;

/// Where the compiled code of a method keeps what tells which Java frames are at a program counter;
/// offsets and sizes in bytes. Names as in `code/nmethod.hpp` and `code/pcDesc.hpp`.
///
/// Not exported, from JDK 25: in the immutable data the `PcDesc`s come right before the scopes data
/// (`nmethod.hpp`); the metadata follows the relocations in the mutable data, counted from 1.
record NmethodLayout(
    int method,
    int immutableData,
    int immutableDataSize,
    int scopesPcsOffset,
    int scopesDataOffset,
    List<Integer> deoptHandlers,
    int origPcOffset,
    int compileId,
    int compLevel,
    int pcOffset,
    int scopeDecodeOffset,
    int pcDescSize) {

  static final Set<String> TYPES = Set.of("nmethod", "PcDesc");

  static NmethodLayout bind(VmStructs structs) throws MissingVmSymbolException {
    return new NmethodLayout(
        structs.offset("nmethod", "_method"),
        structs.offset("nmethod", "_immutable_data"),
        structs.offset("nmethod", "_immutable_data_size"),
        structs.offset("nmethod", "_scopes_pcs_offset"),
        structs.offset("nmethod", "_scopes_data_offset"),
        deoptHandlers(structs),
        structs.offset("nmethod", "_orig_pc_offset"),
        structs.offset("nmethod", "_compile_id"),
        structs.offset("nmethod", "_comp_level"),
        structs.offset("PcDesc", "_pc_offset"),
        structs.offset("PcDesc", "_scope_decode_offset"),
        Math.toIntExact(structs.size("PcDesc")));
  }

  /// What says where the handlers are that a deoptimised frame returns to. JDK 26 has one of them,
  /// which is entered behind its beginning (`nmethod::deopt_handler_entry`); JDK 25 has another for
  /// frames that called a method handle.
  private static List<Integer> deoptHandlers(VmStructs structs) throws MissingVmSymbolException {
    return structs.hasField("nmethod", "_deopt_handler_entry_offset")
        ? List.of(structs.offset("nmethod", "_deopt_handler_entry_offset"))
        : List.of(
            structs.offset("nmethod", "_deopt_handler_offset"),
            structs.offset("nmethod", "_deopt_mh_handler_offset"));
  }
}
