package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.RingBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A [RingBuffer] that keeps what is submitted until it is drained. It is full when the kernel's
/// would be, and as strict: a record is submitted or discarded exactly once.
public final class MemoryRingBuffer implements RingBuffer {
  /// Bytes before each record: `BPF_RINGBUF_HDR_SZ` of `linux/bpf.h`.
  private static final int HEADER = 8;

  private final MapSpec spec;
  private final Set<MapView> reserved = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<MapView> submitted = new ArrayList<>();
  private int used;

  MemoryRingBuffer(MapSpec spec) {
    this.spec = spec;
  }

  @Override
  public MapSpec spec() {
    return spec;
  }

  @Override
  public <R extends MapView> @Nullable R reserve(Class<R> type) {
    ViewType<R> view = Views.type(type);
    int size = view.size() + HEADER;
    if (used + size > spec.maxEntries()) {
      return null;
    }
    used += size;
    R entry = view.allocate();
    reserved.add(entry);
    return entry;
  }

  @Override
  public void submit(MapView entry, long flags) {
    take(entry);
    submitted.add(entry);
  }

  @Override
  public void discard(MapView entry, long flags) {
    take(entry);
  }

  private void take(MapView entry) {
    if (!reserved.remove(entry)) {
      throw new IllegalStateException("record is not reserved, or submitted twice: " + entry);
    }
  }

  /// The records submitted since the last call, in order of submission; makes room for more.
  ///
  /// @throws IllegalStateException if a record is still reserved: a path of the program forgot it
  public List<MapView> drain() {
    if (!reserved.isEmpty()) {
      throw new IllegalStateException(reserved.size() + " records neither submitted nor discarded");
    }
    List<MapView> drained = List.copyOf(submitted);
    submitted.clear();
    used = 0;
    return drained;
  }
}
