package dev.jebpf.usdt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.jebpf.usdt.foreign.SiteCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Native memory for the texts and bytes of one firing. A tracer's handler reads it while the site
/// is called and cannot wait for a page, so it was written just before. For one thread at a time.
final class Scratch {
  /// The most bytes of one argument; a text's include the NUL at its end.
  static final int LONGEST = 4096;

  private final MemorySegment memory =
      Arena.ofAuto().allocate((long) SiteCall.MOST_ARGUMENTS * LONGEST);
  private long next;

  /// Forgets what was written.
  Scratch reset() {
    next = 0;
    return this;
  }

  /// Writes a text in UTF-8, cut between two characters if it is too long.
  ///
  /// @return its address, 0 for null
  long text(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long start = next;
    long end = Utf8.encode(text, memory, start, start + LONGEST - 1);
    memory.set(JAVA_BYTE, end, (byte) 0);
    next = end + 1;
    return memory.address() + start;
  }

  /// Writes the name of an enum's constant.
  long name(@Nullable Enum<?> constant) {
    return text(constant == null ? null : constant.name());
  }

  /// Writes the first bytes of an array, as many as [#length] says.
  ///
  /// @return their address, 0 for null
  long bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return 0;
    }
    long start = next;
    int length = (int) length(bytes);
    MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, start, length);
    next = start + length;
    return memory.address() + start;
  }

  /// How many bytes of an array are written.
  static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : Math.min(bytes.length, LONGEST);
  }
}
