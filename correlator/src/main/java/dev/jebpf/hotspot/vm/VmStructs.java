package dev.jebpf.hotspot.vm;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The tables HotSpot exports for the serviceability agent: field offsets, type sizes and constants
/// by name.
///
/// Source: `src/hotspot/share/runtime/vmStructs.cpp` and `vmStructs.hpp` of the JDK. Only the types
/// and constants asked for are kept, for the tables have several thousand entries. Immutable.
public final class VmStructs {
  /// Of one table: offsets of the fields of objects, addresses of static ones.
  private record Fields(Map<String, Long> offsets, Map<String, Long> addresses) {}

  private final Fields fields;
  private final Map<String, Long> sizes;
  private final Map<String, Integer> constants;

  private VmStructs(Fields fields, Map<String, Long> sizes, Map<String, Integer> constants) {
    this.fields = fields;
    this.sizes = sizes;
    this.constants = constants;
  }

  /// Reads the tables of the JVM this process runs on.
  ///
  /// @param types C++ names of the types whose fields and sizes are wanted
  /// @param constants names of the `int` and small `long` constants that are wanted
  /// @throws MissingVmSymbolException when the JVM does not export the tables
  public static VmStructs ofThisProcess(Set<String> types, Set<String> constants)
      throws MissingVmSymbolException {
    return read(VmLibrary.ofThisProcess(), types, constants);
  }

  /// Reads the running JVM's tables.
  ///
  /// @param types C++ names of the types whose fields and sizes are wanted
  /// @param constants names of the `int` constants that are wanted
  static VmStructs read(VmLibrary library, Set<String> types, Set<String> constants)
      throws MissingVmSymbolException {
    return new VmStructs(
        fields(library, types), sizes(library, types), constants(library, constants));
  }

  /// For tests: tables as given, fields as `Type.field`.
  static VmStructs of(
      Map<String, Long> fields, Map<String, Long> sizes, Map<String, Integer> constants) {
    return new VmStructs(
        new Fields(Map.copyOf(fields), Map.of()), Map.copyOf(sizes), Map.copyOf(constants));
  }

  /// The same tables without some names, as a JVM has them that lacks these.
  ///
  /// @param hidden fields as `Type.field`, types or constants
  public VmStructs without(Set<String> hidden) {
    return new VmStructs(
        new Fields(less(fields.offsets(), hidden), less(fields.addresses(), hidden)),
        less(sizes, hidden),
        less(constants, hidden));
  }

  private static <V> Map<String, V> less(Map<String, V> table, Set<String> hidden) {
    var rest = new HashMap<>(table);
    rest.keySet().removeAll(hidden);
    return Map.copyOf(rest);
  }

  /// Whether a type has this non-static field.
  public boolean hasField(String type, String field) {
    return fields.offsets().containsKey(type + "." + field);
  }

  /// The offset in bytes of a non-static field in its type.
  public int offset(String type, String field) throws MissingVmSymbolException {
    return Math.toIntExact(named(fields.offsets(), type + "." + field, "field"));
  }

  /// The address of a static field.
  public long address(String type, String field) throws MissingVmSymbolException {
    return named(fields.addresses(), type + "." + field, "static field");
  }

  /// `sizeof` of a type, in bytes.
  public long size(String type) throws MissingVmSymbolException {
    return named(sizes, type, "type");
  }

  public int constant(String name) throws MissingVmSymbolException {
    return named(constants, name, "constant");
  }

  private static <V> V named(Map<String, V> table, String name, String kind)
      throws MissingVmSymbolException {
    V value = table.get(name);
    if (value == null) {
      throw new MissingVmSymbolException("this JVM's vmStructs have no " + kind + " " + name);
    }
    return value;
  }

  private static Fields fields(VmLibrary library, Set<String> types)
      throws MissingVmSymbolException {
    long typeName = library.value("gHotSpotVMStructEntryTypeNameOffset");
    long fieldName = library.value("gHotSpotVMStructEntryFieldNameOffset");
    long isStatic = library.value("gHotSpotVMStructEntryIsStaticOffset");
    long offset = library.value("gHotSpotVMStructEntryOffsetOffset");
    long address = library.value("gHotSpotVMStructEntryAddressOffset");
    long stride = library.value("gHotSpotVMStructEntryArrayStride");
    var names = new HashMap<Long, String>();
    var offsets = new HashMap<String, Long>();
    var addresses = new HashMap<String, Long>();
    for (long entry = library.value("gHotSpotVMStructs"); ; entry += stride) {
      String type = name(names, entry, typeName);
      if (type.isEmpty()) {
        return new Fields(Map.copyOf(offsets), Map.copyOf(addresses));
      }
      if (types.contains(type)) {
        String field = type + "." + VmLibrary.stringAt(entry, fieldName);
        if (VmLibrary.intAt(entry, isStatic) == 0) {
          offsets.put(field, VmLibrary.longAt(entry, offset));
        } else {
          addresses.put(field, VmLibrary.longAt(entry, address));
        }
      }
    }
  }

  private static Map<String, Long> sizes(VmLibrary library, Set<String> types)
      throws MissingVmSymbolException {
    long size = library.value("gHotSpotVMTypeEntrySizeOffset");
    var found = new HashMap<String, Long>();
    eachNamed(library, "Type", "TypeName", types)
        .forEach((type, entry) -> found.put(type, VmLibrary.longAt(entry, size)));
    return Map.copyOf(found);
  }

  /// Those declared as `int`, and those declared as `long`, which are small all the same.
  private static Map<String, Integer> constants(VmLibrary library, Set<String> wanted)
      throws MissingVmSymbolException {
    long intValue = library.value("gHotSpotVMIntConstantEntryValueOffset");
    long longValue = library.value("gHotSpotVMLongConstantEntryValueOffset");
    var found = new HashMap<String, Integer>();
    eachNamed(library, "IntConstant", "Name", wanted)
        .forEach((name, entry) -> found.put(name, VmLibrary.intAt(entry, intValue)));
    eachNamed(library, "LongConstant", "Name", wanted)
        .forEach(
            (name, entry) -> found.put(name, Math.toIntExact(VmLibrary.longAt(entry, longValue))));
    return Map.copyOf(found);
  }

  /// Addresses of the wanted entries of a table, which ends with one whose name is empty.
  ///
  /// @param kind the table is `gHotSpotVM{kind}s`
  /// @param member of an entry that is its name
  private static Map<String, Long> eachNamed(
      VmLibrary library, String kind, String member, Set<String> wanted)
      throws MissingVmSymbolException {
    String table = "gHotSpotVM" + kind;
    long name = library.value(table + "Entry" + member + "Offset");
    long stride = library.value(table + "EntryArrayStride");
    var found = new HashMap<String, Long>();
    for (long entry = library.value(table + "s"); ; entry += stride) {
      String entryName = VmLibrary.stringAt(entry, name);
      if (entryName.isEmpty()) {
        return found;
      }
      if (wanted.contains(entryName)) {
        found.put(entryName, entry);
      }
    }
  }

  /// A type's name, decoded once for all fields of a type: they share the literal.
  private static String name(Map<Long, String> names, long entry, long offset) {
    return names.computeIfAbsent(
        VmLibrary.longAt(entry, offset), _ -> VmLibrary.stringAt(entry, offset));
  }
}
