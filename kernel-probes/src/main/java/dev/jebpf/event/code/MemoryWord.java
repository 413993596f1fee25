package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;
import org.jspecify.annotations.Nullable;

/// A number in the kernel's memory; 0 where it cannot be read.
///
/// @param base an address
/// @param offset bytes from there on
/// @param bytes 1, 2, 4 or 8
public record MemoryWord(Helpers helpers, Term base, int offset, int bytes, boolean signed)
    implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return Narrowed.narrow(read(base.value(context, call) + offset), bytes, signed);
  }

  private long read(long address) {
    if (bytes == 1) {
      return helpers.probeReadKernelByte(address);
    }
    if (bytes == 2) {
      return helpers.probeReadKernelShort(address);
    }
    return bytes == 4 ? helpers.probeReadKernelInt(address) : helpers.probeReadKernelLong(address);
  }
}
