package dev.jebpf.ringbuf;

import dev.jebpf.linux.Kernel;
import dev.jebpf.linux.MappedMemory;
import dev.jebpf.linux.PageSize;
import dev.jebpf.map.KernelRingBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// The memory of a ring buffer as `kernel/bpf/ringbuf.c` lays it out for mmap:
///
/// ```
/// page 0     consumer position (long), written by this side
/// page 1     producer position (long), read-only from here on
/// page 2 ..  the data, twice in a row, so that a record that wraps reads in one piece
/// record:    int length | busy << 31 | discard << 30, int page offset, the bytes, padding to 8
/// ```
///
/// Positions only grow; the offset into the data is the position modulo its size.
final class RingBufferMemory implements AutoCloseable {
  /// `BPF_RINGBUF_BUSY_BIT`, `BPF_RINGBUF_DISCARD_BIT` and `BPF_RINGBUF_HDR_SZ` of `linux/bpf.h`.
  static final int BUSY = 1 << 31;

  static final int DISCARD = 1 << 30;
  static final int HEADER_SIZE = 8;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final MappedMemory consumer;
  private final MappedMemory producer;
  private final MemorySegment consumerPage;
  private final MemorySegment producerPages;
  private final long dataOffset = PageSize.bytes();
  private final long mask;

  private RingBufferMemory(MappedMemory consumer, MappedMemory producer, long size) {
    this.consumer = consumer;
    this.producer = producer;
    this.consumerPage = consumer.segment();
    this.producerPages = producer.segment();
    this.mask = size - 1;
  }

  static RingBufferMemory map(Kernel kernel, KernelRingBuffer ring) {
    long page = PageSize.bytes();
    long size = ring.spec().maxEntries();
    MappedMemory consumer = MappedMemory.map(kernel, ring.descriptor(), 0, page, true);
    try {
      MappedMemory producer =
          MappedMemory.map(kernel, ring.descriptor(), page, page + 2 * size, false);
      return new RingBufferMemory(consumer, producer, size);
    } catch (RuntimeException failed) {
      consumer.close();
      throw failed;
    }
  }

  /// Everything up to this position has been consumed.
  long consumerPosition() {
    return (long) LONG.getAcquire(consumerPage, 0L);
  }

  /// Gives the kernel the space up to `position` back.
  void consumerPosition(long position) {
    LONG.setRelease(consumerPage, 0L, position);
  }

  /// Everything up to this position has been reserved by a program.
  long producerPosition() {
    return (long) LONG.getAcquire(producerPages, 0L);
  }

  /// The first word of a record's header.
  int header(long position) {
    return (int) INT.getAcquire(producerPages, offset(position));
  }

  /// Where the bytes of the record at `position` begin in [#records].
  long recordOffset(long position) {
    return offset(position) + HEADER_SIZE;
  }

  private long offset(long position) {
    return dataOffset + (position & mask);
  }

  /// The memory that holds all records.
  MemorySegment records() {
    return producerPages;
  }

  /// Bytes from the begin of a record to the next one.
  static int stride(int length) {
    return (length + HEADER_SIZE + 7) & -8;
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
