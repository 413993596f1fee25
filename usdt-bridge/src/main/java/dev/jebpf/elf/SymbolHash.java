package dev.jebpf.elf;

import java.nio.ByteBuffer;

/// A section of type `SHT_HASH` with one bucket, for tables of a few symbols:
/// `nbucket, nchain, bucket[nbucket], chain[nchain]`, each an `Elf64_Word`.
public final class SymbolHash {
  private SymbolHash() {}

  /// Its size in bytes for so many symbols, the empty first one included.
  public static int size(int symbols) {
    return 4 * (2 + 1 + symbols);
  }

  /// Chains all symbols from the first after the empty one.
  public static void write(ByteBuffer out, int symbols) {
    out.putInt(1).putInt(symbols);
    out.putInt(symbols > 1 ? 1 : 0);
    for (int symbol = 0; symbol < symbols; symbol++) {
      out.putInt(symbol == 0 || symbol == symbols - 1 ? 0 : symbol + 1);
    }
  }
}
