package dev.jebpf.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs variants in turn: forwards in even rounds, backwards in odd ones, so that a drift of the
/// machine meets all alike. The first variant is what the others are compared with.
final class Alternation {
  /// One measurement of one variant: a number for each thing measured.
  @FunctionalInterface
  interface Measurement {
    Map<String, Double> measure() throws Exception;
  }

  private record Variant(String name, Measurement measurement) {}

  private final String unit;
  private final List<Variant> variants = new ArrayList<>();
  private int warmUps;

  private Alternation(String unit) {
    this.unit = unit;
  }

  static Alternation of(String unit) {
    return new Alternation(unit);
  }

  Alternation variant(String name, Measurement measurement) {
    variants.add(new Variant(name, measurement));
    return this;
  }

  /// Rounds that run first and are not counted.
  Alternation warmUps(int rounds) {
    warmUps = rounds;
    return this;
  }

  Comparison run(int rounds) throws Exception {
    for (int round = 0; round < warmUps; round++) {
      round(round, "warm-up");
    }
    List<Map<String, Map<String, Double>>> results = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      results.add(round(round, "round %d of %d".formatted(round + 1, rounds)));
    }
    return new Comparison(unit, variants.stream().map(Variant::name).toList(), results);
  }

  private Map<String, Map<String, Double>> round(int round, String progress) throws Exception {
    Map<String, Map<String, Double>> results = new LinkedHashMap<>();
    for (Variant variant : round % 2 == 0 ? variants : variants.reversed()) {
      System.err.printf("  %s: %s ...%n", progress, variant.name());
      results.put(variant.name(), variant.measurement().measure());
    }
    return results;
  }
}
