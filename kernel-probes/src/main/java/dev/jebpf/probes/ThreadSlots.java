package dev.jebpf.probes;

import dev.jebpf.lang.MappedArray;
import dev.jebpf.map.KernelMappedArray;
import dev.jebpf.map.Views;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The slots as the JVM sees them: the same open addressing as the kernel programs' ([Threads]).
///
/// May be used by any thread. After the probes are closed every slot reads as zeroes.
public final class ThreadSlots {
  /// Bytes of a [Slot].
  public static final int BYTES = Slot.BYTES;

  private static final long TID = 192;

  private final KernelMappedArray<Slot> slots;
  private final MemorySegment memory;
  private final int mask;
  private final int stride;
  private final LongConsumer freed;

  /// @param freed told the index of each slot that was freed here
  ThreadSlots(KernelMappedArray<Slot> slots, LongConsumer freed) {
    this.freed = freed;
    this.slots = slots;
    this.memory = slots.memory();
    this.mask = slots.length() - 1;
    this.stride = stride(slots.length());
  }

  /// How far apart the slots are that a thread may have: they share out the array. A JVM's own
  /// threads have consecutive ids for life, and so have the threads of a burst; such a run holds
  /// few of those that any one thread may have. Odd, so that all are different in a small array.
  public static int stride(int slots) {
    return slots / Slot.PROBES | 1;
  }

  /// The array they lie in.
  public MappedArray<Slot> array() {
    return slots;
  }

  /// How many there are.
  public int count() {
    return slots.length();
  }

  /// All of them, the first at offset 0. The address stays readable for the life of the process.
  public MemorySegment memory() {
    return memory;
  }

  /// Offset in [#memory] of a thread's slot, or -1 when it has none: it has not run since the
  /// attach, or none was free.
  public long offset(int tid) {
    for (int i = 0; i < Slot.PROBES; i++) {
      long offset = (long) (tid + i * stride & mask) * BYTES;
      if (memory.get(ValueLayout.JAVA_LONG, offset + TID) == tid) {
        return offset;
      }
    }
    return -1;
  }

  /// A thread's slot, or null when it has none.
  public @Nullable Slot find(int tid) {
    return find(slots, tid);
  }

  /// A thread's slot in an array of them, or null when it has none.
  public static @Nullable Slot find(MappedArray<Slot> slots, int tid) {
    int stride = stride(slots.length());
    for (int i = 0; i < Slot.PROBES; i++) {
      Slot slot = slots.at(tid + i * stride & slots.length() - 1);
      if (slot.tid() == tid) {
        return slot;
      }
    }
    return null;
  }

  /// Passes on the accounts of threads that ended while the ring buffer was full, and frees their
  /// slots. For one thread at a time.
  ///
  /// @return how many they were
  int collectEnded(Consumer<ThreadEnded> consumer) {
    int collected = 0;
    for (int i = 0; i <= mask; i++) {
      if (memory.get(ValueLayout.JAVA_LONG, (long) i * BYTES + TID) < 0) {
        Slot slot = slots.at(i);
        consumer.accept(ended(slot));
        memory.asSlice((long) i * BYTES, TID).fill((byte) 0);
        memory
            .asSlice((long) i * BYTES + TID + Long.BYTES, BYTES - TID - Long.BYTES)
            .fill((byte) 0);
        slot.tid(0);
        freed.accept(i);
        collected++;
      }
    }
    return collected;
  }

  private static ThreadEnded ended(Slot slot) {
    ThreadEnded record = Views.allocate(ThreadEnded.class);
    record.kind(RecordKind.THREAD_ENDED.number());
    record.size(ThreadEnded.SIZE);
    record.tid(-slot.tid());
    record.javaThread(slot.javaThread());
    record.spanId(slot.spanId());
    record.waker(slot.waker());
    record.start(slot.started());
    record.duration(slot.outSince() - slot.started());
    record.version(slot.version());
    record.voluntary(slot.voluntary());
    record.attachGap(slot.attachGap());
    for (int word = 0; word < State.WORDS; word++) {
      record.state(word, slot.state(word));
    }
    return record;
  }
}
