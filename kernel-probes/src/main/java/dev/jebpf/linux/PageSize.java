package dev.jebpf.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// The size of a memory page: 4 KiB on x86-64, up to 64 KiB on aarch64.
public final class PageSize {
  /// `AT_PAGESZ` of `linux/auxvec.h`.
  private static final long AT_PAGESZ = 6;

  private static final long BYTES = read();

  private PageSize() {}

  /// Of the running kernel, in bytes.
  public static long bytes() {
    return BYTES;
  }

  /// The next multiple of the page size.
  public static long roundUp(long size) {
    return (size + BYTES - 1) & -BYTES;
  }

  private static long read() {
    try {
      return parse(Files.readAllBytes(Path.of("/proc/self/auxv")));
    } catch (IOException unreadable) {
      return 4096;
    }
  }

  /// The auxiliary vector is pairs of `unsigned long` type and value (getauxval(3)).
  static long parse(byte[] auxv) {
    MemorySegment vector = MemorySegment.ofArray(auxv);
    for (long at = 0; at + 16 <= auxv.length; at += 16) {
      if (vector.get(ValueLayout.JAVA_LONG_UNALIGNED, at) == AT_PAGESZ) {
        return vector.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8);
      }
    }
    return 4096;
  }
}
