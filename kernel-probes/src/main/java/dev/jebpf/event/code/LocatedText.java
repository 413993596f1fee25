package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;
import dev.jebpf.lang.Helpers;

/// A text in a tracepoint's record whose place stands in the record (`__data_loc`).
///
/// @param offset of the word whose lower 16 bits are the text's offset
public record LocatedText(Helpers helpers, int offset) implements Text {
  @Override
  public void copy(Context context, Bytes destination) {
    long from = context.address() + (context.read(offset, 4) & 0xffff);
    helpers.probeReadKernelStr(destination, EventTexts.TEXT_BYTES, from);
  }
}
