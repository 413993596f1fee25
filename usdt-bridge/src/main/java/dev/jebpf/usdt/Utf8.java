package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// UTF-8 into native memory, without the array that [String#getBytes] would allocate.
final class Utf8 {
  private static final int REPLACEMENT = '?';

  private Utf8() {}

  /// Encodes as many characters as fit. An unpaired surrogate becomes `?`, as in the JDK.
  ///
  /// @param offset of the first byte
  /// @param limit the offset behind the last byte that may be written
  /// @return the offset behind the last byte written
  static long encode(String text, MemorySegment out, long offset, long limit) {
    int length = text.length();
    long at = offset;
    int i = 0;
    while (i < length && at < limit) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.set(JAVA_BYTE, at++, (byte) c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint);
        if (Character.isSurrogate(c) && codePoint == c) {
          codePoint = REPLACEMENT;
        }
        if (at + size(codePoint) > limit) {
          return at;
        }
        at = write(codePoint, out, at);
      }
    }
    return at;
  }

  private static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  private static long write(int codePoint, MemorySegment out, long offset) {
    int size = size(codePoint);
    if (size == 1) {
      out.set(JAVA_BYTE, offset, (byte) codePoint);
      return offset + 1;
    }
    int rest = codePoint;
    for (int i = size - 1; i > 0; i--) {
      out.set(JAVA_BYTE, offset + i, (byte) (0x80 | (rest & 0x3f)));
      rest >>= 6;
    }
    int mark = (0xf00 >> size) & 0xff;
    out.set(JAVA_BYTE, offset, (byte) (mark | rest));
    return offset + size;
  }
}
