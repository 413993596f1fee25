package dev.jebpf.probes;

import dev.jebpf.lang.Layout;
import dev.jebpf.lang.MapView;

/// The value of [TableClaims], which says nothing: its key, a slot's index, is there.
@Layout(size = 8)
interface SlotClaim extends MapView {}
