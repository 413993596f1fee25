package dev.jebpf.hotspot.vm;

import dev.jebpf.probes.HeapOffsets;
import java.util.Set;

/// How objects of this JVM are read by the kernel programs.
///
/// Names as in `share/gc/shared/collectedHeap.hpp`, `oops/oop.hpp`, `oops/compressedOops.hpp`,
/// `oops/compressedKlass.hpp` and `gc/z/zAddress.hpp` of the JDK.
final class HeapLayout {
  static final Set<String> TYPES =
      Set.of(
          "Universe",
          "CollectedHeap",
          "oopDesc",
          "CompressedOops",
          "CompressedKlassPointers",
          "ZGlobalsForVMStructs");
  static final Set<String> FLAGS =
      Set.of(
          "UseSerialGC",
          "UseParallelGC",
          "UseG1GC",
          "UseEpsilonGC",
          "UseZGC",
          "UseCompressedOops",
          "UseCompressedClassPointers",
          "UseCompactObjectHeaders");

  static final Set<String> CONSTANTS = Set.of("markWord::klass_shift");

  private final VmStructs structs;
  private final VmFlags flags;

  private HeapLayout(VmStructs structs, VmFlags flags) {
    this.structs = structs;
    this.flags = flags;
  }

  /// How objects are read; not understood with a collector that can't be followed.
  static HeapOffsets bind(VmStructs structs, VmFlags flags) throws MissingVmSymbolException {
    return new HeapLayout(structs, flags).offsets();
  }

  private HeapOffsets offsets() throws MissingVmSymbolException {
    boolean coloured = flags.on("UseZGC", false);
    if (!coloured && !stopsToMove()) {
      return HeapOffsets.unavailable();
    }
    long heap = VmLibrary.longAt(structs.address("Universe", "_collectedHeap"), 0);
    int klassForm = klassForm();
    return new HeapOffsets(
        true,
        coloured,
        coloured ? zGlobal("_ZPointerLoadBadMask") : 0,
        coloured ? zGlobal("_ZPointerLoadShift") : 0,
        heap + structs.offset("CollectedHeap", "_is_stw_gc_active"),
        heap + structs.offset("CollectedHeap", "_total_collections"),
        !coloured && flags.on("UseCompressedOops", false),
        VmLibrary.longAt(structs.address("CompressedOops", "_base"), 0),
        VmLibrary.intAt(structs.address("CompressedOops", "_shift"), 0),
        klassForm,
        klassOffset(klassForm),
        VmLibrary.longAt(structs.address("CompressedKlassPointers", "_base"), 0),
        VmLibrary.intAt(structs.address("CompressedKlassPointers", "_shift"), 0),
        structs.constant("markWord::klass_shift"));
  }

  private boolean stopsToMove() {
    return flags.on("UseSerialGC", false)
        || flags.on("UseParallelGC", false)
        || flags.on("UseG1GC", false)
        || flags.on("UseEpsilonGC", false);
  }

  private long zGlobal(String name) throws MissingVmSymbolException {
    long globals = VmLibrary.longAt(structs.address("ZGlobalsForVMStructs", "_instance_p"), 0);
    return VmLibrary.longAt(globals, structs.offset("ZGlobalsForVMStructs", name));
  }

  private int klassForm() {
    if (flags.on("UseCompactObjectHeaders", false)) {
      return HeapOffsets.COMPACT;
    }
    return flags.on("UseCompressedClassPointers", true) ? HeapOffsets.NARROW : HeapOffsets.POINTER;
  }

  private int klassOffset(int form) throws MissingVmSymbolException {
    return switch (form) {
      case HeapOffsets.COMPACT -> structs.offset("oopDesc", "_mark");
      case HeapOffsets.NARROW -> structs.offset("oopDesc", "_metadata._compressed_klass");
      default -> structs.offset("oopDesc", "_metadata._klass");
    };
  }
}
