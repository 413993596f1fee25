package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;
import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.ProcessMemory;
import dev.jebpf.probes.StackOffsets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Copies the stack of a thread of this process that is at rest, which it must be for the copy to
/// mean anything.
final class LiveStack {
  private static final int MOST_BYTES = 1 << 20;

  private final ProcessMemory memory;
  private final VmView view;
  private final StackOffsets offsets;

  LiveStack(Kernel kernel, StackOffsets offsets) {
    this.memory = ProcessMemory.ofSelf(kernel);
    this.view = new VmView(kernel);
    this.offsets = offsets;
  }

  /// The stack of a thread in native code or in the VM.
  ///
  /// @param javaThread address of its `JavaThread`
  /// @throws UndecodableException when it is in Java code, or gone
  StackImage of(long javaThread, Arena arena) throws VmFault, UndecodableException {
    view.refresh();
    long sp = view.longAt(javaThread + offsets.anchorSp());
    long start = sp - Long.BYTES;
    long size = view.longAt(javaThread + offsets.stackBase()) - start;
    if (sp == 0 || size <= 0 || size > MOST_BYTES) {
      throw new UndecodableException(Outcome.ABSENT, "no frame anchor");
    }
    MemorySegment bytes = arena.allocate(size, Long.BYTES);
    if (memory.read(start, bytes) != size) {
      throw new UndecodableException(Outcome.UNREADABLE, "stack of " + size + " bytes");
    }
    return new StackImage(
        sp,
        view.longAt(javaThread + offsets.anchorFp()),
        view.longAt(javaThread + offsets.anchorPc()),
        start,
        bytes,
        0);
  }
}
