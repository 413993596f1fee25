package dev.jebpf.hotspot.vm;

import dev.jebpf.probes.StackOffsets;
import java.util.Set;

/// Where a thread's stack and its last Java frame are, for the kernel programs.
///
/// Names as in `share/runtime/javaThread.hpp` and `javaFrameAnchor.hpp` of the JDK.
public final class AnchorLayout {
  private static final Set<String> TYPES = Set.of("JavaThread", "JavaFrameAnchor");

  private AnchorLayout() {}

  /// The offsets in this JVM.
  ///
  /// @throws MissingVmSymbolException when it lacks a name they are made of
  public static StackOffsets ofThisProcess() throws MissingVmSymbolException {
    return bind(VmStructs.ofThisProcess(TYPES, Set.of()));
  }

  static StackOffsets bind(VmStructs structs) throws MissingVmSymbolException {
    int anchor = structs.offset("JavaThread", "_anchor");
    return new StackOffsets(
        true,
        anchor + structs.offset("JavaFrameAnchor", "_last_Java_sp"),
        anchor + structs.offset("JavaFrameAnchor", "_last_Java_fp"),
        anchor + structs.offset("JavaFrameAnchor", "_last_Java_pc"),
        structs.offset("JavaThread", "_stack_base"));
  }
}
