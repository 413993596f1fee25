package dev.jebpf.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A section of NUL-terminated names under construction. It begins with the empty one.
public final class StringTable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public StringTable() {
    bytes.write(0);
  }

  /// Appends a name.
  ///
  /// @return its offset
  public int add(String name) {
    int offset = bytes.size();
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    return offset;
  }

  /// In bytes.
  public int size() {
    return bytes.size();
  }

  /// What the section holds.
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
