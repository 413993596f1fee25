package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// `Elf64_Shdr`.
///
/// @param name offset of the name in the section of names
/// @param type `SHT_...`
/// @param flags `SHF_...`
/// @param address before relocation; 0 for a section that is not loaded
/// @param offset in the file
/// @param size in bytes
/// @param link the index of a related section
/// @param info by type: the related section, or the first symbol that is not local
/// @param alignment a power of two
/// @param entrySize of a table; 0 for other sections
public record SectionHeader(
    int name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  /// In bytes.
  public static final int SIZE = 64;

  /// `SHT_PROGBITS`.
  public static final int PROGBITS = 1;

  /// `SHT_SYMTAB`.
  public static final int SYMTAB = 2;

  /// `SHT_STRTAB`.
  public static final int STRTAB = 3;

  /// `SHT_HASH`.
  public static final int HASH = 5;

  /// `SHT_DYNAMIC`.
  public static final int DYNAMIC = 6;

  /// `SHT_NOTE`.
  public static final int NOTE = 7;

  /// `SHT_NOBITS`.
  public static final int NOBITS = 8;

  /// `SHT_DYNSYM`.
  public static final int DYNSYM = 11;

  /// `SHF_WRITE`.
  public static final long WRITE = 1;

  /// `SHF_ALLOC`.
  public static final long ALLOC = 2;

  /// `SHF_EXECINSTR`.
  public static final long EXECUTE = 4;

  /// Puts it at the buffer's position.
  public void write(ByteBuffer out) {
    out.putInt(name).putInt(type).putLong(flags).putLong(address).putLong(offset).putLong(size);
    out.putInt(link).putInt(info).putLong(alignment).putLong(entrySize);
  }

  static SectionHeader read(ByteBuffer in) {
    return new SectionHeader(
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        in.getLong(),
        in.getLong());
  }
}
