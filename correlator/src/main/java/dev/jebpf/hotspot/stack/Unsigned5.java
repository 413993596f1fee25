package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.VmFault;
import dev.jebpf.hotspot.vm.VmView;

/// Reads HotSpot's compressed numbers one after the other: `utilities/unsigned5.hpp`, `UNSIGNED5`
/// of Pack200 without the byte 0.
///
/// A byte of 1 to 191 ends a number; each of 192 to 255 before it adds six bits, up to five bytes.
final class Unsigned5 {
  private static final int EXCLUDED = 1;
  private static final int LOW = 191;
  private static final int BITS = 6;
  private static final int MOST_BYTES = 5;

  private final VmView memory;
  private long position;

  Unsigned5(VmView memory, long position) {
    this.memory = memory;
    this.position = position;
  }

  /// The next plain byte.
  int nextByte() throws VmFault {
    return memory.byteAt(position++);
  }

  int next() throws VmFault, UndecodableException {
    int sum = 0;
    for (int i = 0; i < MOST_BYTES; i++) {
      int digit = nextByte() - EXCLUDED;
      if (digit < 0) {
        throw new UndecodableException(Outcome.INCONSISTENT, "compressed number with byte 0");
      }
      sum += digit << (i * BITS);
      if (digit < LOW) {
        break;
      }
    }
    return sum;
  }

  /// A number whose sign is in the lowest bit.
  int nextSigned() throws VmFault, UndecodableException {
    int coded = next();
    return (coded >>> 1) ^ -(coded & 1);
  }
}
