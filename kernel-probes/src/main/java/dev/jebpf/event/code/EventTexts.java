package dev.jebpf.event.code;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// The texts of an event, behind its [EventWords].
///
/// ```
/// +208 text[4] of 256 bytes   +1232
/// ```
public interface EventTexts extends MapView {
  /// How many there can be.
  int TEXTS = 4;

  /// Bytes of each with its NUL.
  int TEXT_BYTES = 256;

  int BYTES = TEXTS * TEXT_BYTES;
  int END = EventWords.END + BYTES;

  @Offset(EventWords.END)
  @Length(BYTES)
  Bytes texts();

  /// Eight bytes of them, to be copied.
  @Offset(EventWords.END)
  @Length(BYTES / 8)
  long textWord(int index);

  @Offset(EventWords.END)
  @Length(BYTES / 8)
  void textWord(int index, long value);
}
