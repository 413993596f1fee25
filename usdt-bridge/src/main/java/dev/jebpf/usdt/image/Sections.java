package dev.jebpf.usdt.image;

import dev.jebpf.elf.SectionHeader;
import dev.jebpf.elf.StringTable;
import dev.jebpf.elf.Symbol;
import dev.jebpf.elf.SymbolHash;
import java.nio.ByteBuffer;
import java.util.List;

/// The table of sections. Their order matters: bcc wants `.probes` before `.note.stapsdt`, and the
/// three that grow lie beside each other.
final class Sections {
  static final int DYNAMIC_SYMBOLS = 3;
  static final int DYNAMIC_STRINGS = 4;
  static final int TEXT = 6;
  static final int SEMAPHORES = 8;
  static final int NOTES = 9;
  static final int STRINGS = 11;
  static final int NAMES = 12;
  static final int COUNT = 13;

  private static final List<String> ORDER =
      List.of(
          "",
          ".note.gnu.build-id",
          ".hash",
          ".dynsym",
          ".dynstr",
          ".stapsdt.base",
          ".text",
          ".dynamic",
          ".probes",
          ".note.stapsdt",
          ".symtab",
          ".strtab",
          ".shstrtab");

  private static final int DYNAMIC_ENTRY_SIZE = 16;
  private static final int WORD = 4;

  private Sections() {}

  static StringTable names() {
    StringTable names = new StringTable();
    ORDER.stream().skip(1).forEach(names::add);
    return names;
  }

  /// Writes all but the three that grow, which are left empty.
  static void write(ByteBuffer out, ImageLayout layout) {
    write(
        out,
        new SectionHeader(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        loaded(1, SectionHeader.NOTE, 0, layout.buildId(), ImageLayout.BUILD_ID_NOTE_SIZE, 4),
        hash(layout),
        dynamicSymbols(layout),
        loaded(
            DYNAMIC_STRINGS,
            SectionHeader.STRTAB,
            0,
            layout.dynamicStrings(),
            ImageLayout.DYNAMIC_STRINGS_SIZE,
            1),
        loaded(5, SectionHeader.PROGBITS, 0, layout.base(), ImageLayout.BASE_SIZE, 1),
        loaded(
            TEXT,
            SectionHeader.PROGBITS,
            SectionHeader.EXECUTE,
            layout.text(),
            layout.textSize(),
            SiteInstruction.SIZE),
        dynamic(layout),
        loaded(
            SEMAPHORES,
            SectionHeader.PROGBITS,
            SectionHeader.WRITE,
            layout.semaphore(0),
            layout.semaphoresSize(),
            ImageLayout.SEMAPHORE_SIZE));
    writeGrowing(out, layout, 0, new ProbeTables.Fill(0, 0, 0));
    write(
        out,
        new SectionHeader(
            nameOffset(NAMES),
            SectionHeader.STRTAB,
            0,
            0,
            layout.sectionNames(),
            names().size(),
            0,
            0,
            1,
            0));
  }

  /// Writes the headers of notes, symbols and strings.
  ///
  /// @param side which of the two areas of each is in use
  static void writeGrowing(ByteBuffer out, ImageLayout layout, int side, ProbeTables.Fill fill) {
    write(
        out,
        new SectionHeader(
            nameOffset(NOTES),
            SectionHeader.NOTE,
            0,
            0,
            layout.notes().offset(side),
            fill.notes(),
            0,
            0,
            4,
            0),
        new SectionHeader(
            nameOffset(NOTES + 1),
            SectionHeader.SYMTAB,
            0,
            0,
            layout.symbols().offset(side),
            fill.symbols(),
            STRINGS,
            fill.symbols() / Symbol.SIZE,
            8,
            Symbol.SIZE),
        new SectionHeader(
            nameOffset(STRINGS),
            SectionHeader.STRTAB,
            0,
            0,
            layout.strings().offset(side),
            fill.strings(),
            0,
            0,
            1,
            0));
  }

  private static SectionHeader hash(ImageLayout layout) {
    int size = SymbolHash.size(ImageLayout.DYNAMIC_SYMBOLS);
    return new SectionHeader(
        nameOffset(2),
        SectionHeader.HASH,
        SectionHeader.ALLOC,
        layout.hash(),
        layout.hash(),
        size,
        DYNAMIC_SYMBOLS,
        0,
        8,
        WORD);
  }

  private static SectionHeader dynamicSymbols(ImageLayout layout) {
    return new SectionHeader(
        nameOffset(DYNAMIC_SYMBOLS),
        SectionHeader.DYNSYM,
        SectionHeader.ALLOC,
        layout.dynamicSymbols(),
        layout.dynamicSymbols(),
        (long) ImageLayout.DYNAMIC_SYMBOLS * Symbol.SIZE,
        DYNAMIC_STRINGS,
        1,
        8,
        Symbol.SIZE);
  }

  private static SectionHeader dynamic(ImageLayout layout) {
    return new SectionHeader(
        nameOffset(7),
        SectionHeader.DYNAMIC,
        SectionHeader.ALLOC | SectionHeader.WRITE,
        layout.dynamic(),
        layout.dynamic(),
        ImageLayout.DYNAMIC_SIZE,
        DYNAMIC_STRINGS,
        0,
        8,
        DYNAMIC_ENTRY_SIZE);
  }

  private static SectionHeader loaded(
      int index, int type, long flags, long offset, long size, long alignment) {
    return new SectionHeader(
        nameOffset(index),
        type,
        SectionHeader.ALLOC | flags,
        offset,
        offset,
        size,
        0,
        0,
        alignment,
        0);
  }

  private static int nameOffset(int index) {
    return 1 + ORDER.stream().limit(index).skip(1).mapToInt(name -> name.length() + 1).sum();
  }

  private static void write(ByteBuffer out, SectionHeader... headers) {
    for (SectionHeader header : headers) {
      header.write(out);
    }
  }
}
