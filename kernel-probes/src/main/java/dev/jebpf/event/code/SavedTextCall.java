package dev.jebpf.event.code;

import dev.jebpf.lang.Layout;

/// A [SavedCall] with texts.
@Layout(size = EventTexts.END)
public interface SavedTextCall extends SavedCall, EventTexts {}
