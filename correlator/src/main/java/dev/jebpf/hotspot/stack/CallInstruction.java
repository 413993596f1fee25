package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;

/// Reads calls in generated code of x86-64, as `MacroAssembler::call` makes them
/// (`macroAssembler_x86.cpp`), and C2 those of leaf calls (`Java_To_Runtime` in `x86_64.ad`).
///
/// ```
/// E8 rel32                    call  what is near
/// 49 BA imm64   41 FF D2      mov   r10, what is anywhere;   call r10
/// ```
final class CallInstruction {
  private static final int NEAR = 0xE8;
  private static final int NEAR_BYTES = 1 + Integer.BYTES;
  private static final int MOVE = 0xBA49;
  private static final int MOVE_BYTES = Short.BYTES + Long.BYTES;
  private static final int INDIRECT = 0xFF41;
  private static final int R10 = 0xD2;
  private static final int INDIRECT_BYTES = 3;

  private CallInstruction() {}

  /// What is called by the instruction before an address, which that returns to; 0 when it is not
  /// one of these.
  static long target(VmView memory, long returned) throws VmFault {
    long far = returned - INDIRECT_BYTES - MOVE_BYTES;
    if (memory.byteAt(returned - 1) == R10
        && memory.shortAt(returned - INDIRECT_BYTES) == INDIRECT
        && memory.shortAt(far) == MOVE) {
      return memory.longAt(far + Short.BYTES);
    }
    return memory.byteAt(returned - NEAR_BYTES) == NEAR
        ? returned + memory.intAt(returned - Integer.BYTES)
        : 0;
  }
}
