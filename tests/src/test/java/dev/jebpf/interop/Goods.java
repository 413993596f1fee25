package dev.jebpf.interop;

/// A class that [Market] loads, redefines and unloads.
public final class Goods {
  private Goods() {}

  /// The price of one, until it is redefined as [#DEARER].
  public static int price() {
    return 1;
  }

  static final int DEARER = 2;
}
