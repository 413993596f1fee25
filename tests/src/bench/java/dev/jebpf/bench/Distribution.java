package dev.jebpf.bench;

import java.util.Arrays;
import java.util.Collection;

/// The repeats of one measurement, in order of size.
record Distribution(double min, double median, double max) {

  /// @throws IllegalArgumentException when there is none
  static Distribution of(Collection<Double> repeats) {
    if (repeats.isEmpty()) {
      throw new IllegalArgumentException("no repeats");
    }
    double[] sorted = repeats.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Distribution(sorted[0], median(sorted), sorted[sorted.length - 1]);
  }

  /// The value below which the share `fraction` of the sorted values lies (nearest rank).
  static double percentile(long[] sorted, double fraction) {
    int rank = (int) Math.ceil(fraction * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
  }

  @Override
  public String toString() {
    return "%s / %s / %s".formatted(format(min), format(median), format(max));
  }

  /// Three to four significant digits, whatever the size.
  static String format(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return "%,.0f".formatted(value);
    }
    return (size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f")
        .formatted(value);
  }
}
