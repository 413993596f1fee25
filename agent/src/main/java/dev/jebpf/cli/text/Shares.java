package dev.jebpf.cli.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Whole shares of parts that add up to exactly what is shared out (largest remainder method).
public final class Shares {
  private Shares() {}

  /// Shares `units` out among parts by their size; all 0 when the parts are.
  ///
  /// @param parts sizes, none negative
  public static int[] of(long[] parts, int units) {
    double total = Arrays.stream(parts).asDoubleStream().sum();
    var shares = new int[parts.length];
    if (total == 0) {
      return shares;
    }
    var remainders = new double[parts.length];
    int left = units;
    for (int i = 0; i < parts.length; i++) {
      double exact = parts[i] / total * units;
      shares[i] = (int) exact;
      remainders[i] = exact - shares[i];
      left -= shares[i];
    }
    IntStream.range(0, parts.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -remainders[i]))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }
}
