package dev.jebpf.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The symbols of one section with their names. Made when they are asked for: a library like the
/// JVM has some 70,000.
public final class SymbolTable {
  /// A symbol and what it is called.
  public record Named(String name, Symbol symbol) {}

  /// How many times as long as its table all names may be. libjvm's, with two symbols to some
  /// names, are 1.0 times, libc's with their versions 1.2 times.
  private static final int SHARED = 16;

  private final ByteBuffer symbols;
  private final ByteBuffer names;

  private SymbolTable(ByteBuffer symbols, ByteBuffer names) {
    this.symbols = symbols;
    this.names = names;
  }

  /// Those of a file: what the dynamic linker knows (`.dynsym`), then what debuggers do
  /// (`.symtab`), if it was not stripped of it.
  ///
  /// @throws ElfFormatException if one lies outside of the file or has no names
  public static List<SymbolTable> of(ElfFile file) {
    List<SymbolTable> tables = new ArrayList<>();
    for (int type : new int[] {SectionHeader.DYNSYM, SectionHeader.SYMTAB}) {
      for (SectionHeader section : file.sections(type)) {
        tables.add(new SymbolTable(file.contents(section), names(file, section)));
      }
    }
    return tables;
  }

  private static ByteBuffer names(ElfFile file, SectionHeader section) {
    if (section.link() < 0 || section.link() >= file.sections().size()) {
      throw new ElfFormatException("names of symbols in section " + section.link());
    }
    return file.contents(file.sections().get(section.link()));
  }

  /// What the file itself defines, in the order of the section.
  ///
  /// @throws ElfFormatException while it is read, if a name lies outside of its table, or the names
  /// together are many times as long as the table: linkers let names share their ends, and a
  /// hostile file could have all of them share all
  public Stream<Named> defined() {
    var budget = new AtomicLong((long) SHARED * names.limit());
    return IntStream.range(0, size())
        .mapToObj(this::at)
        .filter(Symbol::isDefined)
        .map(symbol -> named(symbol, budget));
  }

  /// How many there are, those that other files define included.
  int size() {
    return symbols.limit() / Symbol.SIZE;
  }

  Symbol at(int index) {
    return Symbol.read(symbols, index * Symbol.SIZE);
  }

  /// @throws ElfFormatException if it lies outside of its table
  String name(Symbol symbol) {
    return ElfFile.string(names, symbol.name());
  }

  /// Whether a symbol's name begins with an underscore; `false` when it lies outside of its table.
  boolean isReserved(Symbol symbol) {
    int at = symbol.name();
    return at >= 0 && at < names.limit() && names.get(at) == '_';
  }

  private Named named(Symbol symbol, AtomicLong budget) {
    String name = ElfFile.string(names, symbol.name());
    if (budget.addAndGet(-name.length()) < 0) {
      throw new ElfFormatException(
          "names of symbols overlap: more than %d times their table of %d bytes"
              .formatted(SHARED, names.limit()));
    }
    return new Named(name, symbol);
  }
}
