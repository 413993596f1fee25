package dev.jebpf.probes;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jebpf.bounded.BoundedMap;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelRingBuffer;
import dev.jebpf.map.Views;
import dev.jebpf.ringbuf.RingBufferReader;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;

/// Reads the ring buffer of [BlockedRecord]s; one thread at a time polls, any may close.
final class BlockedReader implements AutoCloseable {
  private static final long[] NO_STACK = {};

  /// Kernel stacks that wait for their record; one whose record was dropped would wait for ever.
  private static final int MOST_KEPT = 4_096;

  /// Whose interval, and when it began.
  private record Key(long tid, long start) {}

  private final RingBufferReader reader;
  private final BlockedRecord record = Views.allocate(BlockedRecord.Bare.class);

  private final KernelStackRecord kernel = Views.allocate(KernelStackRecord.class);
  private final Map<Key, long[]> kernelStacks = BoundedMap.byAge(MOST_KEPT);

  private BlockedReader(RingBufferReader reader) {
    this.reader = reader;
  }

  static BlockedReader open(Kernel kernel, KernelRingBuffer ring) {
    return new BlockedReader(RingBufferReader.open(kernel, ring));
  }

  int poll(Duration timeout, BlockedHandler handler) {
    return reader.poll(
        timeout,
        (memory, offset, _) -> {
          Views.move(record, memory, offset);
          switch (record.kind()) {
            case BlockedRecord.BLOCKED ->
                handler.onBlocked(record, stack(memory, offset), kernelStack());
            case BlockedRecord.WOKE -> handler.onWoke(record, stack(memory, offset));
            case BlockedRecord.OPERATION -> handler.onOperation(record, stack(memory, offset));
            case KernelStackRecord.KIND -> keep(memory, offset);
            default -> throw new IllegalStateException("record kind=" + record.kind());
          }
        });
  }

  private MemorySegment stack(MemorySegment memory, long offset) {
    return memory.asSlice(offset + BlockedRecord.STACK, record.stackBytes());
  }

  private long[] kernelStack() {
    long[] stack = kernelStacks.remove(new Key(record.tid(), record.start()));
    return stack == null ? NO_STACK : stack;
  }

  /// Keeps a kernel stack for the record that comes later.
  private void keep(MemorySegment memory, long offset) {
    Views.move(kernel, memory, offset);
    int count = Math.max(0, kernel.bytes()) / Long.BYTES;
    var stack = new long[count];
    for (int i = 0; i < count; i++) {
      stack[i] =
          memory.get(JAVA_LONG_UNALIGNED, offset + KernelStackRecord.STACK + (long) i * Long.BYTES);
    }
    kernelStacks.put(new Key(kernel.tid(), kernel.start()), stack);
  }

  @Override
  public void close() {
    reader.close();
  }
}
