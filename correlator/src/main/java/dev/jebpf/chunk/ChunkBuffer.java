package dev.jebpf.chunk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes in JFR's encoding: integers as up to nine bytes of seven bits, the least significant first
/// (the ninth has eight), as `RecordingInput.readLong` of the JDK takes them. Grows as needed.
final class ChunkBuffer {
  /// Bytes of a size that is filled in later; its numbers end at [#LARGEST].
  private static final int SIZE_BYTES = 4;

  private static final int LARGEST = (1 << (7 * SIZE_BYTES)) - 1;

  private static final int LONGEST_NUMBER = 9;

  /// Kinds of strings (`jdk.jfr.internal.consumer.StringParser.Encoding`).
  static final int NULL = 0;

  static final int EMPTY = 1;
  static final int CONSTANT = 2;
  static final int UTF8 = 3;
  static final int CHARACTERS = 4;
  static final int LATIN1 = 5;

  private byte[] bytes;
  private int size;

  ChunkBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /// Forgets what was written from there on.
  void truncate(int to) {
    size = to;
  }

  /// What was written, valid until the next write.
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  void number(long value) {
    reserve(LONGEST_NUMBER);
    long rest = value;
    for (int i = 1; i < LONGEST_NUMBER && (rest & ~0x7fL) != 0; i++) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void flag(boolean value) {
    reserve(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  void text(@Nullable String value) {
    if (value == null) {
      number(NULL);
    } else if (value.isEmpty()) {
      number(EMPTY);
    } else {
      number(UTF8);
      byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
      number(encoded.length);
      append(encoded, encoded.length);
    }
  }

  /// A string that is a constant.
  void textConstant(long key) {
    number(CONSTANT);
    number(key);
  }

  /// A number that takes so many bytes at least.
  void number(long value, int leastBytes) {
    int start = size;
    number(value);
    while (size - start < leastBytes) {
      reserve(1);
      bytes[size - 1] |= (byte) 0x80;
      bytes[size++] = 0;
    }
  }

  void append(ByteBuffer other) {
    reserve(other.remaining());
    int length = other.remaining();
    other.get(bytes, size, length);
    size += length;
  }

  void append(ChunkBuffer other) {
    append(other.bytes, other.size);
  }

  private void append(byte[] from, int length) {
    reserve(length);
    System.arraycopy(from, 0, bytes, size, length);
    size += length;
  }

  /// Begins an event: its size comes last.
  ///
  /// @return where it begins, for [#endEvent]
  int beginEvent(long typeId) {
    int start = size;
    reserve(SIZE_BYTES);
    size += SIZE_BYTES;
    number(typeId);
    return start;
  }

  /// Fills in an event's size.
  void endEvent(int start) {
    int length = size - start;
    if (length > LARGEST) {
      throw new IllegalStateException("event of " + length + " bytes");
    }
    for (int i = 0; i < SIZE_BYTES; i++) {
      int more = i < SIZE_BYTES - 1 ? 0x80 : 0;
      bytes[start + i] = (byte) (((length >>> (7 * i)) & 0x7f) | more);
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
