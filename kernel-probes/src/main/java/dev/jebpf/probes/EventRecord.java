package dev.jebpf.probes;

import dev.jebpf.event.code.EventWords;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Offset;

/// An occurrence of a kernel event the user asked for.
///
/// ```
/// +0 header   +64 event   +72 word[16]   +200
/// ```
@Layout(size = EventWords.END)
public interface EventRecord extends RecordHeader, EventWords {
  /// Number of the event, by which [KernelEvents] knows it.
  @Offset(RecordHeader.SIZE)
  long event();

  @Offset(RecordHeader.SIZE)
  void event(long number);
}
