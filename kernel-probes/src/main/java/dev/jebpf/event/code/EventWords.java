package dev.jebpf.event.code;

import dev.jebpf.lang.Length;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.Offset;

/// The numbers of an event: in its record, and where they wait for the end of a call.
///
/// ```
/// +80 word[16]   +208
/// ```
public interface EventWords extends MapView {
  /// How many there can be.
  int WORDS = 16;

  int AT = 80;
  int END = AT + 8 * WORDS;

  @Offset(AT)
  @Length(WORDS)
  long word(int index);

  @Offset(AT)
  @Length(WORDS)
  void word(int index, long value);
}
