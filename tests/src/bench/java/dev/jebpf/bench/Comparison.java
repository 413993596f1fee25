package dev.jebpf.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// What an [Alternation] measured.
///
/// @param unit of the numbers of everything whose name does not end with one in brackets
/// @param variants in the order they were given; the first is the one compared with
/// @param rounds for each round: variant to (thing measured to number)
record Comparison(
    String unit, List<String> variants, List<Map<String, Map<String, Double>>> rounds) {
  private static final String ROW = "  %-34s %26s   %23s   %s%n";

  Distribution values(String variant, String measured) {
    return Distribution.of(rounds.stream().map(round -> value(round, variant, measured)).toList());
  }

  /// Each round's number over that of the first variant in the same round.
  Distribution ratios(String variant, String measured) {
    return paired(variant, measured, (value, base) -> value / base);
  }

  /// Each round's number less that of the first variant in the same round.
  Distribution differences(String variant, String measured) {
    return paired(variant, measured, (value, base) -> value - base);
  }

  /// One table for each thing measured: least / median / greatest.
  void print(PrintStream out) {
    for (String measured : rounds.getFirst().get(variants.getFirst()).keySet()) {
      String what = measured.endsWith("]") ? measured : measured + " [" + unit + "]";
      out.printf("%n%s, %d rounds, min / median / max%n", what, rounds.size());
      out.printf(ROW, "", "", "ratio", "difference (median)");
      for (String variant : variants) {
        boolean base = variant.equals(variants.getFirst());
        out.printf(
            ROW,
            variant,
            values(variant, measured),
            base ? "" : ratios(variant, measured),
            base ? "" : Distribution.format(differences(variant, measured).median()));
      }
    }
  }

  private Distribution paired(String variant, String measured, DoubleBinaryOperator compare) {
    return Distribution.of(
        rounds.stream()
            .map(
                round ->
                    compare.applyAsDouble(
                        value(round, variant, measured),
                        value(round, variants.getFirst(), measured)))
            .toList());
  }

  private static double value(
      Map<String, Map<String, Double>> round, String variant, String measured) {
    Map<String, Double> numbers = round.get(variant);
    if (numbers == null || !numbers.containsKey(measured)) {
      throw new IllegalArgumentException("variant=" + variant + " has no measured=" + measured);
    }
    return numbers.get(measured);
  }
}
