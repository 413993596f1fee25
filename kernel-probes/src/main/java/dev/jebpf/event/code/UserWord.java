package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;
import org.jspecify.annotations.Nullable;

/// A number in the memory of the process; 0 where it cannot be read, or is not in memory just now.
///
/// @param address of it
/// @param bytes 1, 2, 4 or 8
public record UserWord(Helpers helpers, Term address, int bytes, boolean signed) implements Term {
  @Override
  public long value(Context context, @Nullable SavedCall call) {
    return Narrowed.narrow(read(address.value(context, call)), bytes, signed);
  }

  private long read(long from) {
    if (bytes == 1) {
      return helpers.probeReadUserByte(from);
    }
    if (bytes == 2) {
      return helpers.probeReadUserShort(from);
    }
    return bytes == 4 ? helpers.probeReadUserInt(from) : helpers.probeReadUserLong(from);
  }
}
