package dev.jebpf.elf;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions of a file by their addresses before relocation. Of each only its place in the
/// file's tables is kept: a library like the JVM has some 70,000.
public final class FunctionTable {
  /// A place in a function.
  ///
  /// @param name as the file has it
  /// @param offset bytes from the function's first instruction on
  public record Place(String name, long offset) {}

  /// A key has an address and, in so many bits below, a symbol's number: so they sort as numbers
  /// do.
  private static final int NUMBER_BITS = 24;

  private static final int ADDRESS_BITS = Long.SIZE - 1 - NUMBER_BITS;

  private static final long NUMBER = (1L << NUMBER_BITS) - 1;

  private final List<SymbolTable> tables;
  private final long[] keys;

  private FunctionTable(List<SymbolTable> tables) {
    this.tables = tables;
    int symbols = tables.stream().mapToInt(SymbolTable::size).sum();
    var found = new long[symbols];
    int count = 0;
    for (int number = 0; number < symbols; number++) {
      Symbol symbol = symbol(number);
      if (isCode(symbol) && number <= NUMBER) {
        found[count++] = symbol.value() << NUMBER_BITS | number;
      }
    }
    Arrays.sort(found, 0, count);
    keys = Arrays.copyOf(found, count);
  }

  /// Those of a file: what the dynamic linker knows and what debuggers do.
  ///
  /// @throws ElfFormatException if a table lies outside of the file or has no names
  public static FunctionTable of(ElfFile file) {
    return new FunctionTable(SymbolTable.of(file));
  }

  private static boolean isCode(Symbol symbol) {
    return symbol.isDefined()
        && (symbol.isFunction() || symbol.isIndirectFunction())
        && symbol.size() > 0
        && symbol.value() >>> ADDRESS_BITS == 0;
  }

  /// The function that an address is in; null when none is known. Of several names for it this is
  /// `read` rather than `__read`.
  ///
  /// @throws ElfFormatException if its name lies outside of its table
  public @Nullable Place at(long address) {
    if (address >>> ADDRESS_BITS != 0) {
      return null;
    }
    int found = Arrays.binarySearch(keys, address << NUMBER_BITS | NUMBER);
    int last = found >= 0 ? found : -found - 2;
    Place place = null;
    for (int i = last; i >= 0 && start(i) == start(last); i--) {
      int number = (int) (keys[i] & NUMBER);
      Symbol symbol = symbol(number);
      long offset = address - symbol.value();
      boolean reserved = table(number).isReserved(symbol);
      if (offset < symbol.size() && (place == null || !reserved)) {
        place = new Place(table(number).name(symbol), offset);
      }
    }
    return place;
  }

  private long start(int index) {
    return keys[index] >>> NUMBER_BITS;
  }

  private SymbolTable table(int number) {
    int rest = number;
    for (SymbolTable table : tables) {
      if (rest < table.size()) {
        return table;
      }
      rest -= table.size();
    }
    throw new IndexOutOfBoundsException(number);
  }

  private Symbol symbol(int number) {
    int rest = number;
    for (SymbolTable table : tables) {
      if (rest < table.size()) {
        return table.at(rest);
      }
      rest -= table.size();
    }
    throw new IndexOutOfBoundsException(number);
  }
}
