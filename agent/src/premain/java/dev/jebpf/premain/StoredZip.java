package dev.jebpf.premain;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A zip archive whose entries are stored, not compressed, at some place of a file: opened with two
/// reads, and an entry needs two more.
///
/// ```
/// file: ... | local header, data | ... | central directory | end record | ...
///           ^ start, every offset counts from here                      ^ end
/// ```
///
/// Layouts: PKWARE's APPNOTE.TXT, 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end
/// record). No ZIP64, no comments after the end record longer than the format allows.
final class StoredZip {
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LONGEST_COMMENT = 0xffff;

  private final File file;
  private final RandomAccessFile input;
  private final long start;
  private final Map<String, Entry> entries;

  private static final class Entry {
    final int method;
    final int size;
    final long header;

    Entry(int method, int size, long header) {
      this.method = method;
      this.size = size;
      this.header = header;
    }
  }

  private StoredZip(File file, RandomAccessFile input, long start, long end) throws IOException {
    this.file = file;
    this.input = input;
    this.start = start;
    this.entries = directory(end);
  }

  /// Opens the archive that is stored as an entry of another archive.
  static StoredZip nested(File file, String entryName) throws IOException {
    RandomAccessFile input = new RandomAccessFile(file, "r");
    boolean sound = false;
    try {
      StoredZip outer = new StoredZip(file, input, 0, input.length());
      long data = outer.dataOf(entryName);
      StoredZip nested = new StoredZip(file, input, data, data + outer.stored(entryName).size);
      sound = true;
      return nested;
    } finally {
      if (!sound) {
        input.close();
      }
    }
  }

  boolean contains(String name) {
    return entries.containsKey(name);
  }

  Set<String> names() {
    return entries.keySet();
  }

  /// The content of an entry; an [IOException] when there is none, or when it is compressed.
  byte[] read(String name) throws IOException {
    return readAt(dataOf(name), stored(name).size);
  }

  private Entry stored(String name) throws IOException {
    @Nullable Entry entry = entries.get(name);
    if (entry == null || entry.method != 0) {
      throw new IOException(file + " has no stored entry " + name);
    }
    return entry;
  }

  private long dataOf(String name) throws IOException {
    long header = start + stored(name).header;
    ByteBuffer local = fields(readAt(header, LOCAL_HEADER));
    return header + LOCAL_HEADER + local.getChar(26) + local.getChar(28);
  }

  private Map<String, Entry> directory(long end) throws IOException {
    try {
      return directory(tail(end));
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  private Map<String, Entry> directory(ByteBuffer tail) throws IOException {
    int record = endRecord(tail);
    byte[] bytes =
        readAt(start + (tail.getInt(record + 16) & 0xffffffffL), tail.getInt(record + 12));
    ByteBuffer central = fields(bytes);
    int count = tail.getChar(record + 10);
    Map<String, Entry> found = new HashMap<String, Entry>(count * 2);
    for (int at = 0, i = 0; i < count; i++) {
      int nameLength = central.getChar(at + 28);
      String name = new String(bytes, at + CENTRAL_HEADER, nameLength, StandardCharsets.UTF_8);
      long header = central.getInt(at + 42) & 0xffffffffL;
      found.put(name, new Entry(central.getChar(at + 10), central.getInt(at + 24), header));
      at += CENTRAL_HEADER + nameLength + central.getChar(at + 30) + central.getChar(at + 32);
    }
    return found;
  }

  private ByteBuffer tail(long end) throws IOException {
    int length = (int) Math.min(end - start, END_RECORD);
    ByteBuffer shortest = fields(readAt(end - length, length));
    if (length == END_RECORD && shortest.getInt(0) == END_SIGNATURE) {
      return shortest;
    }
    length = (int) Math.min(end - start, END_RECORD + LONGEST_COMMENT);
    return fields(readAt(end - length, length));
  }

  private int endRecord(ByteBuffer tail) throws IOException {
    for (int at = tail.capacity() - END_RECORD; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        return at;
      }
    }
    throw new IOException(file + " is not a complete jar");
  }

  private byte[] readAt(long position, int length) throws IOException {
    synchronized (input) {
      if (length < 0 || position < 0 || position + length > input.length()) {
        throw new EOFException(file + " was cut, damaged or replaced while in use");
      }
      byte[] bytes = new byte[length];
      input.seek(position);
      input.readFully(bytes);
      return bytes;
    }
  }

  private static ByteBuffer fields(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
