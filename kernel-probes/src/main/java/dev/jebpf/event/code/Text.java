package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Context;

/// A text that ends with a NUL, or is cut at [EventTexts#TEXT_BYTES].
public interface Text {
  /// Copies it; nothing but zeroes where it cannot be read.
  void copy(Context context, Bytes destination);
}
