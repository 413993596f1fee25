package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;

/// A text in the memory of the process that ends with a NUL.
public record UserText(Helpers helpers, Term address) implements Text {
  @Override
  public void copy(Context context, Bytes destination) {
    helpers.probeReadUserStr(destination, EventTexts.TEXT_BYTES, address.value(context, null));
  }
}
