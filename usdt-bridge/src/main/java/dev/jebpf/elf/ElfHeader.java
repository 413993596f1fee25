package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// `Elf64_Ehdr`, of a shared object whose program headers follow at once.
///
/// ```
///  0 e_ident[16]   16 e_type     18 e_machine  20 e_version  24 e_entry   32 e_phoff  40 e_shoff
/// 48 e_flags       52 e_ehsize   54 e_phentsize 56 e_phnum
/// 58 e_shentsize   60 e_shnum    62 e_shstrndx
/// ```
///
/// @param machine the processor
/// @param programHeaders how many there are
/// @param sectionHeaderOffset where the table of sections is in the file
/// @param sectionHeaders how many there are, the empty first one included
/// @param sectionNames the index of the section with their names
public record ElfHeader(
    ElfMachine machine,
    int programHeaders,
    long sectionHeaderOffset,
    int sectionHeaders,
    int sectionNames) {
  /// In bytes.
  public static final int SIZE = 64;

  static final int MAGIC = 0x464c457f;
  static final int CLASS_64 = 2;
  static final int LITTLE_ENDIAN = 1;
  private static final int VERSION = 1;
  private static final short ET_DYN = 3;

  /// Puts it at the buffer's position.
  public void write(ByteBuffer out) {
    out.putInt(MAGIC);
    out.put((byte) CLASS_64).put((byte) LITTLE_ENDIAN).put((byte) VERSION);
    out.put(new byte[9]);
    out.putShort(ET_DYN).putShort((short) machine.number()).putInt(VERSION);
    out.putLong(0).putLong(SIZE).putLong(sectionHeaderOffset).putInt(0);
    out.putShort((short) SIZE);
    out.putShort((short) ProgramHeader.SIZE).putShort((short) programHeaders);
    out.putShort((short) SectionHeader.SIZE).putShort((short) sectionHeaders);
    out.putShort((short) sectionNames);
  }
}
