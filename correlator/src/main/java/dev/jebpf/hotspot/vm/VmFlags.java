package dev.jebpf.hotspot.vm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Flags of the running JVM that are on or off, by name, in its table of all flags: `JVMFlag` of
/// `share/runtime/flags/jvmFlag.hpp`. Immutable.
final class VmFlags {
  static final Set<String> TYPES = Set.of("JVMFlag");

  private final Map<String, Boolean> flags;

  private VmFlags(Map<String, Boolean> flags) {
    this.flags = flags;
  }

  /// Reads the flags.
  ///
  /// @param names of those wanted
  static VmFlags read(VmStructs structs, Set<String> names) throws MissingVmSymbolException {
    long table = VmLibrary.longAt(structs.address("JVMFlag", "flags"), 0);
    long count = VmLibrary.longAt(structs.address("JVMFlag", "numFlags"), 0);
    long size = structs.size("JVMFlag");
    long name = structs.offset("JVMFlag", "_name");
    long value = structs.offset("JVMFlag", "_addr");
    var found = new HashMap<String, Boolean>();
    for (long flag = table; flag < table + count * size; flag += size) {
      String text = VmLibrary.stringAt(flag, name);
      if (names.contains(text)) {
        long address = VmLibrary.longAt(flag, value);
        found.put(text, VmLibrary.byteAt(address) != 0);
      }
    }
    return new VmFlags(Map.copyOf(found));
  }

  /// Whether a flag is on.
  ///
  /// @param absent what to say when this JVM has none of that name
  boolean on(String name, boolean absent) {
    return flags.getOrDefault(name, absent);
  }
}
