package dev.jebpf.samples.orders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// The stock, behind one monitor that every order must enter: the service's contended lock.
public final class Warehouse {
  static final List<String> ITEMS = List.of("anvil", "bellows", "chisel", "drill", "easel");

  private static final int REFILL = 100_000;

  private final Map<String, Integer> stock = new HashMap<>();
  private final byte[] ledger = new byte[64 * 1024];

  Warehouse() {
    ITEMS.forEach(item -> stock.put(item, REFILL));
  }

  /// Price of one piece, in cents.
  ///
  /// @throws IllegalArgumentException for an item that is not sold here
  static long cents(String item) {
    int index = ITEMS.indexOf(item);
    if (index < 0) {
      throw new IllegalArgumentException("item=" + item + " is not one of " + ITEMS);
    }
    return 199 + 350L * index;
  }

  /// Takes the pieces from the stock, which is refilled when it runs out. The checksum of the
  /// ledger makes the critical section some tens of microseconds long, as a careless one in the
  /// field is.
  ///
  /// @return checksum of the ledger after the reservation
  public synchronized long reserve(String item, int quantity) {
    int left = stock.merge(item, -quantity, Integer::sum);
    if (left < 0) {
      stock.put(item, REFILL);
    }
    ledger[Math.floorMod(left, ledger.length)]++;
    CRC32 checksum = new CRC32();
    for (int pass = 0; pass < 8; pass++) {
      checksum.update(ledger);
    }
    return checksum.getValue();
  }
}
