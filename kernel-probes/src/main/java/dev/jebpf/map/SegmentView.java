package dev.jebpf.map;

import dev.jebpf.lang.Bytes;
import dev.jebpf.lang.MapView;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// What the classes that [Views] generates inherit: access to a piece of a memory segment, by
/// offset from its beginning. Loads and stores are opaque: never torn, never hoisted out of a loop
/// that waits for the kernel's side, and not ordered.
///
/// Public only because generated classes live in the packages of their interfaces.
public abstract class SegmentView implements MapView {
  private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
  private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private MemorySegment memory = MemorySegment.NULL;
  private long base;

  /// For generated classes.
  protected SegmentView() {}

  /// A new view of the same class, over nothing yet.
  protected abstract SegmentView another();

  final void moveTo(MemorySegment target, long offset) {
    memory = target;
    base = offset;
  }

  final MemorySegment memory() {
    return memory;
  }

  final long base() {
    return base;
  }

  /// The offset of an element, after a check of its index.
  protected static int element(int offset, int index, int length, int width) {
    return offset + Objects.checkIndex(index, length) * width;
  }

  /// Loads a byte.
  protected final byte getByte(int offset) {
    return (byte) BYTE.getOpaque(memory, base + offset);
  }

  /// Stores a byte.
  protected final void putByte(int offset, byte value) {
    BYTE.setOpaque(memory, base + offset, value);
  }

  /// Loads a short.
  protected final short getShort(int offset) {
    return (short) SHORT.getOpaque(memory, base + offset);
  }

  /// Stores a short.
  protected final void putShort(int offset, short value) {
    SHORT.setOpaque(memory, base + offset, value);
  }

  /// Loads an int.
  protected final int getInt(int offset) {
    return (int) INT.getOpaque(memory, base + offset);
  }

  /// Stores an int.
  protected final void putInt(int offset, int value) {
    INT.setOpaque(memory, base + offset, value);
  }

  /// Adds to an int atomically.
  protected final void addInt(int offset, int delta) {
    var _ = (int) INT.getAndAdd(memory, base + offset, delta);
  }

  /// Compares and exchanges an int; what it was.
  protected final int compareAndExchangeInt(int offset, int expected, int update) {
    return (int) INT.compareAndExchange(memory, base + offset, expected, update);
  }

  /// Loads a long.
  protected final long getLong(int offset) {
    return (long) LONG.getOpaque(memory, base + offset);
  }

  /// Stores a long.
  protected final void putLong(int offset, long value) {
    LONG.setOpaque(memory, base + offset, value);
  }

  /// Adds to a long atomically.
  protected final void addLong(int offset, long delta) {
    var _ = (long) LONG.getAndAdd(memory, base + offset, delta);
  }

  /// Compares and exchanges a long; what it was.
  protected final long compareAndExchangeLong(int offset, long expected, long update) {
    return (long) LONG.compareAndExchange(memory, base + offset, expected, update);
  }

  /// A run of bytes.
  protected final Bytes bytes(int offset, int length) {
    return new SegmentBytes(memory.asSlice(base + offset, length));
  }
}
