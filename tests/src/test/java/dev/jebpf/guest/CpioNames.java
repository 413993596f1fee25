package dev.jebpf.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The names in a cpio archive, found as the kernel finds them: each header where the last entry
/// ends, rounded up to four bytes.
final class CpioNames {
  private static final int HEADER = 110;

  private CpioNames() {}

  static List<String> of(Path archive) throws IOException {
    String bytes = new String(Files.readAllBytes(archive), StandardCharsets.ISO_8859_1);
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < bytes.length()) {
      if (!bytes.startsWith("070701", at)) {
        throw new AssertionError("no header at " + at + " after " + names);
      }
      int size = field(bytes, at, 6);
      int nameSize = field(bytes, at, 11);
      names.add(bytes.substring(at + HEADER, at + HEADER + nameSize - 1));
      at = aligned(aligned(at + HEADER + nameSize) + size);
    }
    return names;
  }

  private static int field(String bytes, int header, int index) {
    int start = header + 6 + 8 * index;
    return Integer.parseInt(bytes.substring(start, start + 8), 16);
  }

  private static int aligned(int offset) {
    return (offset + 3) & -4;
  }
}
