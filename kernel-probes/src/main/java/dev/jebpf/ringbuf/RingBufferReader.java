package dev.jebpf.ringbuf;

import dev.jebpf.linux.Epoll;
import dev.jebpf.linux.EventDescriptor;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.KernelRingBuffer;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Reads a ring buffer: one thread at a time polls, any may [#close].
///
/// Nothing is allocated per record. What the kernel program could not write because the ring was
/// full is known to the program only, which has to count it.
public final class RingBufferReader implements AutoCloseable {
  private final RingBufferMemory memory;
  private final Epoll epoll;
  private final EventDescriptor wakeUp;
  private final ReentrantLock polling = new ReentrantLock();
  private final AtomicBoolean open = new AtomicBoolean(true);

  private RingBufferReader(RingBufferMemory memory, Epoll epoll, EventDescriptor wakeUp) {
    this.memory = memory;
    this.epoll = epoll;
    this.wakeUp = wakeUp;
  }

  /// A reader of a ring buffer, which must have only this one. The map may be closed before the
  /// reader.
  public static RingBufferReader open(Kernel kernel, KernelRingBuffer ring) {
    RingBufferMemory memory = RingBufferMemory.map(kernel, ring);
    Epoll epoll = null;
    EventDescriptor wakeUp = null;
    try {
      epoll = Epoll.open(kernel);
      wakeUp = EventDescriptor.open(kernel);
      epoll.add(ring.descriptor(), Epoll.IN | Epoll.EDGE_TRIGGERED);
      epoll.add(wakeUp.descriptor(), Epoll.IN);
      return new RingBufferReader(memory, epoll, wakeUp);
    } catch (RuntimeException failed) {
      if (wakeUp != null) {
        wakeUp.close();
      }
      if (epoll != null) {
        epoll.close();
      }
      memory.close();
      throw failed;
    }
  }

  /// Whether [#close] has not been called.
  public boolean isOpen() {
    return open.get();
  }

  /// Passes on what is there; if nothing is, waits for the kernel's signal, [#close] or the end of
  /// the time.
  ///
  /// @param timeout how long to wait at most; negative for ever. Records submitted with `NO_WAKEUP`
  /// are found no later than this
  /// @return records passed on; 0 if there were none or the reader is closed
  public int poll(Duration timeout, RecordConsumer consumer) {
    polling.lock();
    try {
      // The kernel signals only if it finds that the consumer has caught up, so our last store of
      // the
      // consumer's position must be visible before the look that decides to wait. Without the fence
      // that look may overtake the store, and the signal for a record committed in between never
      // comes.
      VarHandle.fullFence();
      int count = pass(consumer);
      if (count == 0 && open.get()) {
        epoll.await(timeout);
        count = pass(consumer);
      }
      return count;
    } finally {
      polling.unlock();
    }
  }

  /// Passes on what is there, without waiting.
  ///
  /// @return records passed on
  public int consume(RecordConsumer consumer) {
    polling.lock();
    try {
      return pass(consumer);
    } finally {
      polling.unlock();
    }
  }

  /// Passes on what had been reserved when it began, up to the first record that is still being
  /// written.
  private int pass(RecordConsumer consumer) {
    if (!open.get()) {
      return 0;
    }
    int count = 0;
    long position = memory.consumerPosition();
    long produced = memory.producerPosition();
    while (position < produced) {
      int header = memory.header(position);
      if ((header & RingBufferMemory.BUSY) != 0) {
        break;
      }
      int length = header & ~RingBufferMemory.DISCARD;
      long next = position + RingBufferMemory.stride(length);
      try {
        if (header == length) {
          consumer.accept(memory.records(), memory.recordOffset(position), length);
        }
      } finally {
        memory.consumerPosition(next);
      }
      position = next;
      count++;
    }
    return count;
  }

  /// Bytes written by programs and not read yet, headers included.
  public long unread() {
    polling.lock();
    try {
      return open.get() ? memory.producerPosition() - memory.consumerPosition() : 0;
    } finally {
      polling.unlock();
    }
  }

  /// Wakes the polling thread, waits until it has left and gives the memory back. Not to be called
  /// from the consumer. Unread records are lost: [#consume] first.
  @Override
  public void close() {
    if (!open.getAndSet(false)) {
      return;
    }
    wakeUp.signal();
    polling.lock();
    try {
      wakeUp.close();
      epoll.close();
      memory.close();
    } finally {
      polling.unlock();
    }
  }
}
