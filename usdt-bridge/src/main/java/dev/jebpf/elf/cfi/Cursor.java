package dev.jebpf.elf.cfi;

import java.nio.ByteBuffer;

/// Reads what DWARF is made of, from bytes that may be anything.
final class Cursor {
  private static final int CONTINUES = 0x80;
  private static final int BITS = 7;

  private final ByteBuffer bytes;
  private final long address;
  private int at;
  private final int end;

  /// @param bytes little-endian
  /// @param address that of index 0
  Cursor(ByteBuffer bytes, long address, int begin, int end) {
    this.bytes = bytes;
    this.address = address;
    this.at = begin;
    this.end = end;
  }

  /// One that reads the same bytes.
  Cursor copy() {
    return new Cursor(bytes, address, at, end);
  }

  boolean hasMore() {
    return at < end;
  }

  int position() {
    return at;
  }

  /// Where the next byte is loaded to.
  long address() {
    return address + at;
  }

  /// The next bytes as a cursor of their own.
  Cursor slice(long count) throws CfiException {
    int begin = take(count);
    return new Cursor(bytes, address, begin, at);
  }

  void skip(long count) throws CfiException {
    take(count);
  }

  private int take(long count) throws CfiException {
    if (count < 0 || count > end - at) {
      throw new CfiException("%d bytes at %d of %d".formatted(count, at, end));
    }
    int begin = at;
    at += (int) count;
    return begin;
  }

  int u8() throws CfiException {
    return Byte.toUnsignedInt(bytes.get(take(1)));
  }

  int s8() throws CfiException {
    return bytes.get(take(1));
  }

  int u16() throws CfiException {
    return Short.toUnsignedInt(bytes.getShort(take(Short.BYTES)));
  }

  int s16() throws CfiException {
    return bytes.getShort(take(Short.BYTES));
  }

  long u32() throws CfiException {
    return Integer.toUnsignedLong(bytes.getInt(take(Integer.BYTES)));
  }

  int s32() throws CfiException {
    return bytes.getInt(take(Integer.BYTES));
  }

  long s64() throws CfiException {
    return bytes.getLong(take(Long.BYTES));
  }

  /// ULEB128; bits beyond 64 are lost.
  long unsigned() throws CfiException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = u8();
      value |= shift < Long.SIZE ? (long) (next & ~CONTINUES) << shift : 0;
      shift = Math.min(shift + BITS, Long.SIZE);
    } while ((next & CONTINUES) != 0);
    return value;
  }

  /// SLEB128.
  long signed() throws CfiException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = u8();
      value |= shift < Long.SIZE ? (long) (next & ~CONTINUES) << shift : 0;
      shift = Math.min(shift + BITS, Long.SIZE);
    } while ((next & CONTINUES) != 0);
    boolean negative = (next & 1 << (BITS - 1)) != 0;
    return negative && shift < Long.SIZE ? value | -1L << shift : value;
  }

  /// The NUL-terminated ASCII text.
  String text() throws CfiException {
    var text = new StringBuilder();
    for (int c = u8(); c != 0; c = u8()) {
      text.append((char) c);
    }
    return text.toString();
  }
}
