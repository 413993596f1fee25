package dev.jebpf.probes;

import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelRingBuffer;
import dev.jebpf.map.Views;
import dev.jebpf.ringbuf.RingBufferReader;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// Reads the ring buffer of [BlockedRecord]s; one thread at a time polls, any may close.
final class BlockedReader implements AutoCloseable {
  private final RingBufferReader reader;
  private final BlockedRecord record = Views.allocate(BlockedRecord.Bare.class);

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
          MemorySegment stack = memory.asSlice(offset + BlockedRecord.STACK, record.stackBytes());
          if (record.kind() == BlockedRecord.WOKE) {
            handler.onWoke(record, stack);
          } else {
            handler.onBlocked(record, stack);
          }
        });
  }

  @Override
  public void close() {
    reader.close();
  }
}
