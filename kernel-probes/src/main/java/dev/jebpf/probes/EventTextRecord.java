package dev.jebpf.probes;

import dev.jebpf.event.code.EventTexts;
import dev.jebpf.lang.Layout;

/// An [EventRecord] with texts.
@Layout(size = EventTexts.END)
public interface EventTextRecord extends EventRecord, EventTexts {}
