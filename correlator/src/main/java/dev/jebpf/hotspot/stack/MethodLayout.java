package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmStructs;
import java.util.Set;

/// Where HotSpot's methods keep their names, bytecodes and lines; offsets and sizes in bytes.
///
/// Names as in `oops/method.hpp`, `constMethod.hpp`, `constantPool.hpp` and `symbol.hpp`. Not
/// exported, from JDK 25: the entries of a constant pool follow it, a word each
/// (`constantPool.hpp`); the bytecodes follow the `ConstMethod`, the compressed table of lines
/// follows them (`constMethod.hpp`); [#IS_HIDDEN] (`constMethodFlags.hpp`).
record MethodLayout(
    int constMethod,
    int accessFlags,
    int constants,
    int flags,
    int codeSize,
    int nameIndex,
    int signatureIndex,
    int constMethodSize,
    int hasLineNumbers,
    int poolHolder,
    int poolLength,
    int poolSize,
    int klassName,
    int symbolLength,
    int symbolBody) {

  /// `_misc_is_hidden` of `ConstMethodFlags`.
  static final int IS_HIDDEN = 1 << 12;

  /// `JVM_ACC_NATIVE` of the class file format.
  static final int NATIVE = 0x100;

  static final Set<String> TYPES =
      Set.of("Method", "ConstMethod", "ConstantPool", "Klass", "Symbol");
  static final Set<String> CONSTANTS = Set.of("ConstMethodFlags::_misc_has_linenumber_table");

  static MethodLayout bind(VmStructs structs) throws MissingVmSymbolException {
    return new MethodLayout(
        structs.offset("Method", "_constMethod"),
        structs.offset("Method", "_access_flags"),
        structs.offset("ConstMethod", "_constants"),
        structs.offset("ConstMethod", "_flags._flags"),
        structs.offset("ConstMethod", "_code_size"),
        structs.offset("ConstMethod", "_name_index"),
        structs.offset("ConstMethod", "_signature_index"),
        Math.toIntExact(structs.size("ConstMethod")),
        structs.constant("ConstMethodFlags::_misc_has_linenumber_table"),
        structs.offset("ConstantPool", "_pool_holder"),
        structs.offset("ConstantPool", "_length"),
        Math.toIntExact(structs.size("ConstantPool")),
        structs.offset("Klass", "_name"),
        structs.offset("Symbol", "_length"),
        structs.offset("Symbol", "_body"));
  }
}
