package dev.jebpf.program;

import dev.jebpf.map.KernelMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes the descriptors of maps into the `LD_IMM64`s that name them.
///
/// The second slot's immediate is an offset into the value, or 0 (`linux/bpf.h` at
/// `BPF_PSEUDO_MAP_FD`).
final class MapRelocation {
  private static final int BPF_PSEUDO_MAP_FD = 1;
  private static final int BPF_PSEUDO_MAP_VALUE = 2;
  private static final byte LD_IMM64 = 0x18;

  /// Offsets within `struct bpf_insn`.
  private static final int REGISTERS = 1;

  private static final int IMMEDIATE = 4;

  private MapRelocation() {}

  /// A copy of the program's code, ready for the kernel.
  static byte[] apply(ProgramSpec spec) {
    ByteBuffer code = ByteBuffer.wrap(spec.code().clone()).order(ByteOrder.nativeOrder());
    for (MapReference reference : spec.maps()) {
      apply(spec, reference, code);
    }
    return code.array();
  }

  private static void apply(ProgramSpec spec, MapReference reference, ByteBuffer code) {
    int at = reference.instruction() * ProgramSpec.SLOT_SIZE;
    if (reference.instruction() < 0
        || at + 2 * ProgramSpec.SLOT_SIZE > code.capacity()
        || code.get(at) != LD_IMM64) {
      throw new IllegalArgumentException(
          "program name=" + spec.name() + ": no LD_IMM64 for " + reference);
    }
    int pseudo = reference.valueAddress() ? BPF_PSEUDO_MAP_VALUE : BPF_PSEUDO_MAP_FD;
    code.put(at + REGISTERS, (byte) ((code.get(at + REGISTERS) & 0x0f) | pseudo << 4));
    code.putInt(at + IMMEDIATE, descriptor(spec, reference));
    code.putInt(
        at + ProgramSpec.SLOT_SIZE + IMMEDIATE,
        reference.valueAddress() ? reference.valueOffset() : 0);
  }

  private static int descriptor(ProgramSpec spec, MapReference reference) {
    if (reference.map() instanceof KernelMap map) {
      return map.descriptor().number();
    }
    throw new IllegalArgumentException(
        "program name="
            + spec.name()
            + ": map name="
            + reference.map().spec().name()
            + " exists in this JVM only (Maps.inMemory); make it with Maps.inKernel");
  }
}
