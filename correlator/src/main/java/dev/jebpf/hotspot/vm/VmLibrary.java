package dev.jebpf.hotspot.vm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;

/// The `libjvm.so` this process runs on, by its exported symbols.
///
/// Only tables of the library's own data segment are read here, which stays for the life of the
/// process; so the reads are plain ones.
final class VmLibrary {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String NAME = "/libjvm.so";

  private final SymbolLookup symbols;
  private final String path;

  private VmLibrary(SymbolLookup symbols, String path) {
    this.symbols = symbols;
    this.path = path;
  }

  /// The library as `/proc/self/maps` has it, whichever variant the launcher chose.
  @SuppressWarnings("restricted")
  static VmLibrary ofThisProcess() throws MissingVmSymbolException {
    String path = mappedPath();
    try {
      return new VmLibrary(SymbolLookup.libraryLookup(Path.of(path), Arena.global()), path);
    } catch (IllegalArgumentException e) {
      throw new MissingVmSymbolException("cannot open " + path + ": " + e.getMessage());
    }
  }

  private static String mappedPath() throws MissingVmSymbolException {
    try (var lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.endsWith(NAME))
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst()
          .orElseThrow(() -> new MissingVmSymbolException("no libjvm.so in " + MAPS));
    } catch (IOException e) {
      throw new MissingVmSymbolException("cannot read " + MAPS + ": " + e.getMessage());
    }
  }

  /// The 8-byte value of an exported variable: a table's address, or a stride or offset.
  long value(String symbol) throws MissingVmSymbolException {
    return symbols
        .find(symbol)
        .map(address -> longAt(address.address(), 0))
        .orElseThrow(() -> new MissingVmSymbolException(path + " does not export " + symbol));
  }

  static long longAt(long address, long offset) {
    return memory(address + offset, Long.BYTES).get(JAVA_LONG, 0);
  }

  static int intAt(long address, long offset) {
    return memory(address + offset, Integer.BYTES).get(JAVA_INT, 0);
  }

  static byte byteAt(long address) {
    return memory(address, Byte.BYTES).get(JAVA_BYTE, 0);
  }

  /// The NUL-terminated string a pointer at `address + offset` points to; empty for a null pointer.
  static String stringAt(long address, long offset) {
    long text = memory(address + offset, ADDRESS.byteSize()).get(JAVA_LONG, 0);
    return text == 0 ? "" : memory(text, Short.MAX_VALUE).getString(0);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment memory(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }
}
