package dev.jebpf.probes;

import dev.jebpf.event.code.EventWords;
import dev.jebpf.lang.Layout;
import dev.jebpf.lang.Offset;

/// An occurrence of a kernel event the user asked for.
///
/// ```
/// +0 header   +64 stack   +72 event   +80 word[16]   +208
/// ```
@Layout(size = EventWords.END)
public interface EventRecord extends OperationRecord, EventWords {
  /// Number of the event, by which [KernelEvents] knows it.
  @Offset(OperationRecord.SIZE)
  long event();

  @Offset(OperationRecord.SIZE)
  void event(long number);
}
