package dev.jebpf.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The symbols of one section with their names. Made when they are asked for: a library like the
/// JVM has some 70,000.
public final class SymbolTable {
  /// A symbol and what it is called.
  public record Named(String name, Symbol symbol) {}

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
      for (SectionHeader section : file.sections()) {
        if (section.type() == type) {
          tables.add(new SymbolTable(file.contents(section), names(file, section)));
        }
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
  /// @throws ElfFormatException while it is read, if a name lies outside of its table
  public Stream<Named> defined() {
    return IntStream.range(0, symbols.limit() / Symbol.SIZE)
        .mapToObj(index -> Symbol.read(symbols, index * Symbol.SIZE))
        .filter(Symbol::isDefined)
        .map(symbol -> new Named(ElfFile.string(names, symbol.name()), symbol));
  }
}
