package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;

/// A text in the memory of the process whose length is known: the names that the JVM passes on have
/// no NUL at their end. The kernel puts one behind what it copies (`bpf_probe_read_user_str`).
///
/// @param length in bytes
public record MeasuredText(Helpers helpers, Term address, Term length) implements Text {
  private static final int LONGEST = EventTexts.TEXT_BYTES - 1;

  @Override
  public void copy(Context context, Bytes destination) {
    long bytes = length.value(context, null);
    int shown = bytes >= 0 && bytes < LONGEST ? (int) bytes & LONGEST : LONGEST;
    helpers.probeReadUserStr(destination, shown + 1, address.value(context, null));
  }
}
