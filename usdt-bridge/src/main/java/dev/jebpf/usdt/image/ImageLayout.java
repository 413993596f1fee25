package dev.jebpf.usdt.image;

import dev.jebpf.elf.ElfHeader;
import dev.jebpf.elf.ElfMachine;
import dev.jebpf.elf.ProgramHeader;
import dev.jebpf.elf.SectionHeader;
import dev.jebpf.elf.Symbol;
import dev.jebpf.elf.SymbolHash;

/// Where everything is in a file of probes. File offsets are addresses before relocation too, so
/// that nothing needs to be converted. See the package for a picture.
public final class ImageLayout {
  /// The one name the dynamic linker knows: the first semaphore.
  public static final String ANCHOR = "jebpf_usdt_semaphores";

  /// The bytes of a semaphore: an `unsigned short`, as in `<sys/sdt.h>`.
  public static final int SEMAPHORE_SIZE = 2;

  static final int BUILD_ID_SIZE = 20;
  static final int BUILD_ID_NOTE_SIZE = 12 + 4 + BUILD_ID_SIZE;
  static final int PROGRAM_HEADERS = 6;
  static final int DYNAMIC_SYMBOLS = 2;
  static final int DYNAMIC_STRINGS_SIZE = 1 + ANCHOR.length() + 1;
  static final int DYNAMIC_SIZE = 6 * 16;
  static final int BASE_SIZE = 1;

  /// What is set aside for each site: most notes take half of it, and a file whose areas are full
  /// before its sites are is followed by another one.
  private static final int NOTE_SPACE = 256;

  private static final int STRING_SPACE = 128;
  private static final int SYMBOL_SPACE = 2 * Symbol.SIZE;

  private final SiteInstruction instruction;
  private final int capacity;
  private final long buildId;
  private final long hash;
  private final long dynamicSymbols;
  private final long dynamicStrings;
  private final long base;
  private final long text;
  private final long dynamic;
  private final long semaphores;
  private final long sectionNames;
  private final long sectionHeaders;
  private final Area notes;
  private final Area symbols;
  private final Area strings;

  private ImageLayout(SiteInstruction instruction, int capacity) {
    this.instruction = instruction;
    this.capacity = capacity;
    int page = instruction.machine().pageSize();
    buildId = ElfHeader.SIZE + (long) PROGRAM_HEADERS * ProgramHeader.SIZE;
    hash = align(buildId + BUILD_ID_NOTE_SIZE, 8);
    dynamicSymbols = align(hash + SymbolHash.size(DYNAMIC_SYMBOLS), 8);
    dynamicStrings = dynamicSymbols + (long) DYNAMIC_SYMBOLS * Symbol.SIZE;
    base = dynamicStrings + DYNAMIC_STRINGS_SIZE;
    text = align(base + BASE_SIZE, page);
    dynamic = align(text + textSize(), page);
    semaphores = dynamic + DYNAMIC_SIZE;
    sectionNames = semaphores + semaphoresSize();
    sectionHeaders = align(sectionNames + Sections.names().size(), 8);
    long end = sectionHeaders + (long) Sections.COUNT * SectionHeader.SIZE;
    notes = Area.pair(end, capacity * NOTE_SPACE);
    symbols = Area.pair(notes.end(), Symbol.SIZE + capacity * SYMBOL_SPACE);
    strings = Area.pair(symbols.end(), 1 + capacity * STRING_SPACE);
  }

  /// The layout for a number of sites.
  ///
  /// @param capacity from 1 to 65,536
  public static ImageLayout of(SiteInstruction instruction, int capacity) {
    if (capacity < 1 || capacity > 1 << 16) {
      throw new IllegalArgumentException("capacity=" + capacity);
    }
    return new ImageLayout(instruction, capacity);
  }

  /// The size of the file, in bytes. Most of it is a hole.
  public long size() {
    return strings.end();
  }

  /// What each site is made of.
  public SiteInstruction instruction() {
    return instruction;
  }

  /// The number of sites.
  public int capacity() {
    return capacity;
  }

  /// The address of a site, which is the address of the instruction that tools patch.
  public long site(int index) {
    return text + (long) index * SiteInstruction.SIZE;
  }

  /// The address of a site's semaphore.
  public long semaphore(int index) {
    return semaphores + (long) index * SEMAPHORE_SIZE;
  }

  ElfMachine machine() {
    return instruction.machine();
  }

  long buildId() {
    return buildId;
  }

  long hash() {
    return hash;
  }

  long dynamicSymbols() {
    return dynamicSymbols;
  }

  long dynamicStrings() {
    return dynamicStrings;
  }

  /// The address of section `.stapsdt.base`.
  long base() {
    return base;
  }

  long text() {
    return text;
  }

  long textSize() {
    return (long) capacity * SiteInstruction.SIZE;
  }

  long dynamic() {
    return dynamic;
  }

  long semaphoresSize() {
    return (long) capacity * SEMAPHORE_SIZE;
  }

  long sectionNames() {
    return sectionNames;
  }

  long sectionHeaders() {
    return sectionHeaders;
  }

  Area notes() {
    return notes;
  }

  Area symbols() {
    return symbols;
  }

  Area strings() {
    return strings;
  }

  private static long align(long offset, long alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  /// Two places of equal size for one section.
  ///
  /// @param first the offset of the first
  /// @param size of each, in bytes
  record Area(long first, int size) {
    private static final int ALIGNMENT = 64;

    static Area pair(long offset, int atLeast) {
      return new Area(align(offset, ALIGNMENT), (int) align(atLeast, ALIGNMENT));
    }

    long offset(int side) {
      return first + (long) side * size;
    }

    long end() {
      return first + 2L * size;
    }
  }
}
