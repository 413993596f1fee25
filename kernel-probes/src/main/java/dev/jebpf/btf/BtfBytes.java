package dev.jebpf.btf;

import java.nio.charset.StandardCharsets;

/// The two sections of a blob, with every access checked.
///
/// Words are put together from bytes by hand: that is what is fast before the JIT compiler has seen
/// it, when a running JVM reads vmlinux for the first and only time.
///
/// ```
/// header  magic:u16 version:u8 flags:u8 hdr_len type_off type_len str_off str_len
/// type    name_off info{vlen:16 .. kind:5@24 kind_flag:1@31} size_or_type, then by kind
/// ```
final class BtfBytes {
  static final int TYPE_BYTES = 12;

  /// `KSYM_NAME_LEN` of `linux/kallsyms.h` is 512; only tags may be longer.
  private static final int LONGEST_STRING = 4096;

  /// Hostile names may all be the same long string: as much of it as tells real names apart.
  private static final int HASHED_BYTES = 128;

  private static final int HEADER_BYTES = 24;
  private static final int MAGIC = 0xeB9F;
  private static final int SWAPPED_MAGIC = 0x9FeB;

  private final byte[] data;
  private final int typesStart;
  private final int typesEnd;
  private final int stringsStart;
  private final int stringsEnd;

  private BtfBytes(byte[] data, int typesStart, int typesEnd, int stringsStart, int stringsEnd) {
    this.data = data;
    this.typesStart = typesStart;
    this.typesEnd = typesEnd;
    this.stringsStart = stringsStart;
    this.stringsEnd = stringsEnd;
  }

  static BtfBytes of(byte[] data) {
    if (data.length < HEADER_BYTES) {
      throw new BtfException("only " + data.length + " bytes, a header takes " + HEADER_BYTES);
    }
    int magic = (data[0] & 0xff) | (data[1] & 0xff) << 8;
    if (magic == SWAPPED_MAGIC) {
      throw new BtfException("big-endian, and only little-endian machines are supported");
    }
    if (magic != MAGIC) {
      throw new BtfException("magic=0x" + Integer.toHexString(magic) + ", want 0xeb9f");
    }
    if (data[2] != 1) {
      throw new BtfException("version=" + data[2] + ", want 1");
    }
    long header = Integer.toUnsignedLong(word(data, 4));
    if (header < HEADER_BYTES || header > data.length) {
      throw new BtfException("header of " + header + " bytes in " + data.length);
    }
    long types = header + Integer.toUnsignedLong(word(data, 8));
    long typesEnd = types + Integer.toUnsignedLong(word(data, 12));
    long strings = header + Integer.toUnsignedLong(word(data, 16));
    long stringsEnd = strings + Integer.toUnsignedLong(word(data, 20));
    if (typesEnd > data.length || stringsEnd > data.length) {
      throw new BtfException(
          "truncated: types end at "
              + typesEnd
              + ", strings at "
              + stringsEnd
              + ", the blob at "
              + data.length);
    }
    if (types < stringsEnd && strings < typesEnd) {
      throw new BtfException("types and strings overlap");
    }
    if (types % Integer.BYTES != 0) {
      throw new BtfException("types begin at " + types + ", which is no multiple of 4");
    }
    if (strings == stringsEnd || data[(int) stringsEnd - 1] != 0 || data[(int) strings] != 0) {
      throw new BtfException("the string section must begin and end with a NUL");
    }
    return new BtfBytes(data, (int) types, (int) typesEnd, (int) strings, (int) stringsEnd);
  }

  int typesStart() {
    return typesStart;
  }

  int typesEnd() {
    return typesEnd;
  }

  /// The word at a position inside the types; the position of a whole type has been checked by the
  /// index.
  int word(int position) {
    return word(data, position);
  }

  int info(int position) {
    return word(data, position + 4);
  }

  BtfKind kind(int position) {
    return BtfKind.of(info(position) >>> 24 & 0x1f);
  }

  int elements(int position) {
    return info(position) & 0xffff;
  }

  boolean kindFlag(int position) {
    return info(position) < 0;
  }

  /// The string at an offset of the string section.
  String string(int offset) {
    int start = stringStart(offset);
    int end = start;
    while (data[end] != 0) {
      end++;
    }
    if (end - start > LONGEST_STRING) {
      throw new BtfException("string offset=" + offset + " has " + (end - start) + " bytes");
    }
    return new String(data, start, end - start, StandardCharsets.UTF_8);
  }

  boolean stringEquals(int offset, byte[] name) {
    int start = stringStart(offset);
    if (start + name.length >= stringsEnd || data[start + name.length] != 0) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (data[start + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /// The same as [#hash] of the string's bytes.
  int stringHash(int offset) {
    int hash = 0;
    int start = stringStart(offset);
    for (int i = start; data[i] != 0 && i < start + HASHED_BYTES; i++) {
      hash = 31 * hash + data[i];
    }
    return hash;
  }

  static int hash(byte[] name) {
    int hash = 0;
    for (int i = 0; i < Math.min(name.length, HASHED_BYTES); i++) {
      hash = 31 * hash + name[i];
    }
    return hash;
  }

  private int stringStart(int offset) {
    if (offset < 0 || offset >= stringsEnd - stringsStart) {
      throw new BtfException(
          "string offset="
              + Integer.toUnsignedString(offset)
              + " of "
              + (stringsEnd - stringsStart));
    }
    return stringsStart + offset;
  }

  private static int word(byte[] data, int at) {
    return (data[at] & 0xff)
        | (data[at + 1] & 0xff) << 8
        | (data[at + 2] & 0xff) << 16
        | data[at + 3] << 24;
  }
}
