package dev.jebpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A 64-bit little-endian ELF file, read by its sections. It may come from anyone: each offset and
/// size is checked against the file before it is used, and memory grows with what is there rather
/// than with what the file claims.
public final class ElfFile {
  private static final int E_MACHINE = 18;
  private static final int E_PHOFF = 32;
  private static final int E_SHOFF = 40;
  private static final int E_PHENTSIZE = 54;
  private static final int E_PHNUM = 56;
  private static final int E_SHENTSIZE = 58;
  private static final int E_SHNUM = 60;
  private static final int E_SHSTRNDX = 62;
  private static final int LONGEST_NAME = 4096;

  private final ByteBuffer file;
  private final List<SectionHeader> sections;
  private final List<Segment> segments;
  private final int sectionNames;

  private ElfFile(
      ByteBuffer file, List<SectionHeader> sections, List<Segment> segments, int sectionNames) {
    this.file = file;
    this.sections = sections;
    this.segments = segments;
    this.sectionNames = sectionNames;
  }

  /// Reads the headers.
  ///
  /// @param bytes the whole file, from index 0 to the limit; not changed
  /// @throws ElfFormatException if this is no 64-bit little-endian ELF file, or it is damaged
  public static ElfFile read(ByteBuffer bytes) {
    ByteBuffer file = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() < ElfHeader.SIZE || file.getInt(0) != ElfHeader.MAGIC) {
      throw new ElfFormatException("no ELF file: size=" + file.limit());
    }
    if (file.get(4) != ElfHeader.CLASS_64 || file.get(5) != ElfHeader.LITTLE_ENDIAN) {
      throw new ElfFormatException(
          "class=%d data=%d: need 64-bit, little-endian".formatted(file.get(4), file.get(5)));
    }
    return new ElfFile(
        file, sections(file), segments(file), Short.toUnsignedInt(file.getShort(E_SHSTRNDX)));
  }

  private static List<SectionHeader> sections(ByteBuffer file) {
    long offset = file.getLong(E_SHOFF);
    int count = Short.toUnsignedInt(file.getShort(E_SHNUM));
    int size = Short.toUnsignedInt(file.getShort(E_SHENTSIZE));
    if (count == 0) {
      return List.of();
    }
    if (size != SectionHeader.SIZE) {
      throw new ElfFormatException("e_shentsize=" + size);
    }
    ByteBuffer table = slice(file, offset, (long) count * size, "section headers");
    List<SectionHeader> sections = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sections.add(SectionHeader.read(table));
    }
    return List.copyOf(sections);
  }

  private static List<Segment> segments(ByteBuffer file) {
    int count = Short.toUnsignedInt(file.getShort(E_PHNUM));
    int size = Short.toUnsignedInt(file.getShort(E_PHENTSIZE));
    if (count == 0) {
      return List.of();
    }
    if (size != ProgramHeader.SIZE) {
      throw new ElfFormatException("e_phentsize=" + size);
    }
    ByteBuffer table = slice(file, file.getLong(E_PHOFF), (long) count * size, "program headers");
    List<Segment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(Segment.read(table));
    }
    return List.copyOf(segments);
  }

  /// The value of `e_machine`; see [ElfMachine#number].
  public int machine() {
    return Short.toUnsignedInt(file.getShort(E_MACHINE));
  }

  /// All sections, the empty first one included.
  public List<SectionHeader> sections() {
    return sections;
  }

  /// Those of a type, of `SHT_...` as in [SectionHeader].
  ///
  /// @throws ElfFormatException if together they are larger than the file: they overlap, and so
  /// many times what is there would be read
  public List<SectionHeader> sections(int type) {
    List<SectionHeader> found =
        sections.stream().filter(section -> section.type() == type).toList();
    long size = 0;
    for (SectionHeader section : found) {
      size += contents(section).limit();
    }
    if (size > file.limit()) {
      throw new ElfFormatException(
          "%d sections of type %d overlap: %d bytes of a file of %d"
              .formatted(found.size(), type, size, file.limit()));
    }
    return found;
  }

  /// What the kernel and the dynamic linker go by.
  public List<Segment> segments() {
    return segments;
  }

  /// Where in the file lies what is loaded to an address: what uprobes go by.
  ///
  /// @param flags that the segment must have, of those of [ProgramHeader]
  /// @return empty when no such segment has the address, or the file ends before
  public OptionalLong offsetOf(long address, int flags) {
    return segments.stream()
        .filter(segment -> segment.isLoaded(flags) && segment.contains(address))
        .mapToLong(segment -> segment.offsetOf(address))
        .filter(offset -> offset >= 0 && offset < file.limit())
        .findFirst();
  }

  /// Where what lies in the file is loaded to, also what only fills the page that a segment begins
  /// in.
  ///
  /// @return the address before relocation; empty when no segment with these flags has it
  public OptionalLong addressOf(long offset, int flags) {
    return segments.stream()
        .filter(segment -> segment.isLoaded(flags) && segment.hasOffset(offset))
        .mapToLong(segment -> segment.addressOf(offset))
        .findFirst();
  }

  /// The bytes from an offset in the file on, as far as it goes.
  public byte[] bytes(long offset, int most) {
    if (offset < 0 || offset >= file.limit()) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) Math.min(most, file.limit() - offset)];
    file.get((int) offset, bytes);
    return bytes;
  }

  /// The first section of this name.
  public Optional<SectionHeader> section(String name) {
    return sections.stream().filter(section -> name.equals(name(section))).findFirst();
  }

  /// A section's name.
  public String name(SectionHeader section) {
    if (sectionNames >= sections.size()) {
      throw new ElfFormatException("e_shstrndx=" + sectionNames + " of " + sections.size());
    }
    return string(contents(sections.get(sectionNames)), section.name());
  }

  /// A view of what a section holds, little-endian and read-only; empty for `SHT_NOBITS`.
  public ByteBuffer contents(SectionHeader section) {
    boolean none = section.type() == SectionHeader.NOBITS || section.size() == 0;
    return slice(file, none ? 0 : section.offset(), none ? 0 : section.size(), "section");
  }

  /// The NUL-terminated string at an offset of a table of strings.
  public static String string(ByteBuffer table, int offset) {
    if (offset < 0 || offset >= table.limit()) {
      throw new ElfFormatException("string at " + offset + " of " + table.limit());
    }
    int limit = (int) Math.min(table.limit(), (long) offset + LONGEST_NAME);
    for (int end = offset; end < limit; end++) {
      if (table.get(end) == 0) {
        byte[] bytes = new byte[end - offset];
        table.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    throw new ElfFormatException("no end of the string at " + offset);
  }

  private static ByteBuffer slice(ByteBuffer file, long offset, long size, String what) {
    if (offset < 0 || size < 0 || offset > file.limit() || size > file.limit() - offset) {
      throw new ElfFormatException(
          "%s: offset=%d size=%d of a file of %d bytes"
              .formatted(what, offset, size, file.limit()));
    }
    return file.slice((int) offset, (int) size).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
