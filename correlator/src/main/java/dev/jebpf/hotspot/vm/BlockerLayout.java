package dev.jebpf.hotspot.vm;

import dev.jebpf.probes.BlockerOffsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

/// Where it says what a thread is blocked by, for the kernel programs.
///
/// Names as in `share/runtime/javaThread.hpp`, `objectMonitor.hpp` and `oops/klass.hpp` of the JDK.
/// Not exported: that a `WeakHandle`, as `ObjectMonitor::_object` is one, is the address of a
/// reference just as an `OopHandle` is (`oops/weakHandle.hpp`).
public final class BlockerLayout {
  private static final Set<String> TYPES =
      Set.of("JavaThread", "ObjectMonitor", "OopHandle", "Klass", "java_lang_Class");

  private BlockerLayout() {}

  /// The offsets in this JVM.
  ///
  /// @throws MissingVmSymbolException when it lacks a name they are made of
  public static BlockerOffsets ofThisProcess(JavaObjects objects) throws MissingVmSymbolException {
    return bind(VmStructs.ofThisProcess(types(), HeapLayout.CONSTANTS), objects);
  }

  /// C++ types whose fields are needed.
  static Set<String> types() {
    var types = new HashSet<>(TYPES);
    types.addAll(HeapLayout.TYPES);
    types.addAll(VmFlags.TYPES);
    return types;
  }

  static BlockerOffsets bind(VmStructs structs, JavaObjects objects)
      throws MissingVmSymbolException {
    int mirrored = VmLibrary.intAt(structs.address("java_lang_Class", "_klass_offset"), 0);
    return new BlockerOffsets(
        true,
        structs.offset("JavaThread", "_current_pending_monitor"),
        structs.offset("JavaThread", "_current_waiting_monitor"),
        structs.offset("ObjectMonitor", "_object") + structs.offset("OopHandle", "_obj"),
        structs.offset("ObjectMonitor", "_owner"),
        structs.offset("JavaThread", "_vthread") + structs.offset("OopHandle", "_obj"),
        objects.fieldOffset(Thread.class, "parkBlocker"),
        objects.fieldOffset(Thread.class, "tid"),
        objects.fieldOffset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread"),
        objects.word(AbstractOwnableSynchronizer.class, mirrored),
        structs.offset("Klass", "_primary_supers[0]") + Long.BYTES,
        HeapLayout.bind(structs, VmFlags.read(structs, HeapLayout.FLAGS)));
  }
}
