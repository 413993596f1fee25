package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;

/// A text at an address, in the kernel's memory or the process's.
public record TextAt(Helpers helpers, Term address) implements Text {
  @Override
  public void copy(Context context, Bytes destination) {
    long from = address.value(context, null);
    if (helpers.probeReadKernelStr(destination, EventTexts.TEXT_BYTES, from) < 0) {
      helpers.probeReadUserStr(destination, EventTexts.TEXT_BYTES, from);
    }
  }
}
