package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// `Elf64_Phdr` of a file in which virtual addresses are file offsets.
///
/// @param type `PT_...`
/// @param flags of [#READ], [#WRITE], [#EXECUTE]
/// @param offset in the file, and the address before relocation
/// @param size in the file and in memory
/// @param alignment a power of two
public record ProgramHeader(int type, int flags, long offset, long size, long alignment) {
  /// In bytes.
  public static final int SIZE = 56;

  /// `PT_LOAD`.
  public static final int LOAD = 1;

  /// `PT_DYNAMIC`.
  public static final int DYNAMIC = 2;

  /// `PT_NOTE`.
  public static final int NOTE = 4;

  /// `PT_GNU_STACK`; without it the C library would make every stack executable.
  public static final int GNU_STACK = 0x6474e551;

  /// `PF_X`.
  public static final int EXECUTE = 1;

  /// `PF_W`.
  public static final int WRITE = 2;

  /// `PF_R`.
  public static final int READ = 4;

  /// Puts it at the buffer's position.
  public void write(ByteBuffer out) {
    out.putInt(type).putInt(flags);
    out.putLong(offset).putLong(offset).putLong(offset);
    out.putLong(size).putLong(size).putLong(alignment);
  }
}
