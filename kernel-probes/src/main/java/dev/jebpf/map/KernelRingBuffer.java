package dev.jebpf.map;

import dev.jebpf.lang.MapSpec;
import dev.jebpf.lang.MapView;
import dev.jebpf.lang.RingBuffer;
import dev.jebpf.linux.Kernel;

/// A [RingBuffer] of the kernel. Kernel programs produce; the JVM consumes with
/// `dev.jebpf.ringbuf.RingBufferReader`.
public final class KernelRingBuffer extends KernelMap implements RingBuffer {

  KernelRingBuffer(Kernel kernel, MapSpec spec) {
    super(kernel, spec, MapCreation.create(kernel, spec));
  }

  /// Not on this side: the kernel alone writes.
  @Override
  public <R extends MapView> R reserve(Class<R> type) {
    throw new UnsupportedOperationException("only kernel programs write to " + this);
  }

  @Override
  public void submit(MapView entry, long flags) {
    throw new UnsupportedOperationException("only kernel programs write to " + this);
  }

  @Override
  public void discard(MapView entry, long flags) {
    throw new UnsupportedOperationException("only kernel programs write to " + this);
  }
}
