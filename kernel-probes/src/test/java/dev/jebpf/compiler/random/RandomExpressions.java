package dev.jebpf.compiler.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Random Java expressions over every operation of ints and longs that programs may use.
final class RandomExpressions {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    10,
    31,
    32,
    63,
    64,
    100,
    127,
    128,
    255,
    256,
    -128,
    32767,
    -32768,
    65535,
    1 << 16,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    0x55555555
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    5,
    10,
    63,
    64,
    255,
    1000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    1L << 31,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0x5555_5555_5555_5555L,
    -1L << 33
  };
  private static final String[] OPERATORS = {"+", "-", "*", "&", "|", "^"};
  private static final String[] SHIFTS = {"<<", ">>", ">>>"};
  private static final String[] COMPARISONS = {"==", "!=", "<", "<=", ">", ">="};

  private final RandomGenerator random;
  private final List<String> ints = new ArrayList<>();
  private final List<String> longs = new ArrayList<>();

  /// Methods that may be called, as `name` of `int name(int, long)` and `long name(int, long)`, and
  /// how many branches each has.
  private final Map<String, Integer> intMethods = new LinkedHashMap<>();

  private final Map<String, Integer> longMethods = new LinkedHashMap<>();
  private final boolean shared;
  private final Decisions decisions;

  RandomExpressions(RandomGenerator random, boolean shared, Decisions decisions) {
    this.random = random;
    this.shared = shared;
    this.decisions = decisions;
  }

  /// Whether the code is in a method that can reach the map.
  boolean sharesMemory() {
    return shared;
  }

  List<String> ints() {
    return ints;
  }

  List<String> longs() {
    return longs;
  }

  Map<String, Integer> intMethods() {
    return intMethods;
  }

  Map<String, Integer> longMethods() {
    return longMethods;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String pick(String[] array) {
    return array[random.nextInt(array.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  static long edgeLong(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(-20, 20);
      case 2 -> INTS[random.nextInt(INTS.length)];
      default -> LONGS[random.nextInt(LONGS.length)];
    };
  }

  static int edgeInt(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextInt(-20, 20);
      default -> INTS[random.nextInt(INTS.length)];
    };
  }

  private String intConstant() {
    int value = edgeInt(random);
    return value == Integer.MIN_VALUE ? "Integer.MIN_VALUE" : "(" + value + ")";
  }

  private String longConstant() {
    long value = edgeLong(random);
    return value == Long.MIN_VALUE ? "Long.MIN_VALUE" : "(" + value + "L)";
  }

  String condition(int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "%s %s %s".formatted(anInt(depth - 1), pick(COMPARISONS), anInt(depth - 1));
      case 2, 3 -> "%s %s %s".formatted(aLong(depth - 1), pick(COMPARISONS), aLong(depth - 1));
      case 4 ->
          "(%s & %s) %s 0".formatted(anInt(depth - 1), intConstant(), chance(50) ? "==" : "!=");
      default ->
          depth <= 0 || !decisions.take(1)
              ? pick(ints) + " > 0"
              : "(%s) %s (%s)"
                  .formatted(condition(depth - 1), chance(50) ? "&&" : "||", condition(depth - 1));
    };
  }

  String anInt(int depth) {
    if (depth <= 0) {
      return chance(70) ? pick(ints) : intConstant();
    }
    return chance(60) || !decisions.take(1) ? plainInt(depth - 1) : decidedInt(depth - 1);
  }

  private String plainInt(int d) {
    return switch (random.nextInt(15)) {
      case 0, 1, 2, 3 -> "(%s %s %s)".formatted(anInt(d), pick(OPERATORS), anInt(d));
      case 4, 5 ->
          "(%s %s %s)"
              .formatted(anInt(d), pick(SHIFTS), chance(30) ? "(int) " + aLong(d) : anInt(d));
      case 6 -> "(-%s)".formatted(anInt(d));
      case 7 -> "(~%s)".formatted(anInt(d));
      case 8, 9 -> "((int) %s)".formatted(aLong(d));
      case 10 -> "((byte) %s)".formatted(chance(50) ? anInt(d) : "(int) " + aLong(d));
      case 11 -> "((short) %s)".formatted(anInt(d));
      case 12 -> "((char) %s)".formatted(anInt(d));
      case 13 -> jdkInt(d);
      default -> shared ? sharedInt() : pick(ints);
    };
  }

  private String decidedInt(int d) {
    return switch (random.nextInt(8)) {
      case 0 -> "(%s ? %s : %s)".formatted(condition(d), anInt(d), anInt(d));
      case 1 -> "Math.%s(%s, %s)".formatted(chance(50) ? "min" : "max", anInt(d), anInt(d));
      case 2 -> "Math.abs(%s)".formatted(anInt(d));
      case 3 -> "Long.compare(%s, %s)".formatted(aLong(d), aLong(d));
      case 4 -> "Integer.compareUnsigned(%s, %s)".formatted(anInt(d), anInt(d));
      case 5, 6 -> divide(anInt(d), anInt(d));
      default -> call(intMethods, pick(ints), d);
    };
  }

  /// A call of a method that has no more branches than are left; else a variable.
  private String call(Map<String, Integer> methods, String variable, int d) {
    if (methods.isEmpty()) {
      return variable;
    }
    String method = pick(List.copyOf(methods.keySet()));
    return decisions.take(methods.get(method))
        ? "%s(%s, %s)".formatted(method, anInt(d), aLong(d))
        : variable;
  }

  private String jdkInt(int d) {
    return switch (random.nextInt(3)) {
      case 0 -> "Integer.reverseBytes(%s)".formatted(anInt(d));
      case 1 -> "Integer.divideUnsigned(%s, %s | 1)".formatted(anInt(d), anInt(d));
      default -> "Short.reverseBytes((short) %s)".formatted(anInt(d));
    };
  }

  /// Mostly by what is not zero; sometimes by what may be, which ends the program.
  private String divide(String a, String b) {
    String op = chance(50) ? "/" : "%";
    if (chance(10)) {
      return "(%s %s %s)".formatted(a, op, b);
    }
    return chance(50) ? "(%s %s (%s | 1))".formatted(a, op, b) : "quotient(%s, %s)".formatted(a, b);
  }

  String aLong(int depth) {
    if (depth <= 0) {
      return chance(70) ? pick(longs) : longConstant();
    }
    return chance(65) || !decisions.take(1) ? plainLong(depth - 1) : decidedLong(depth - 1);
  }

  private String plainLong(int d) {
    return switch (random.nextInt(13)) {
      case 0, 1, 2, 3 -> "(%s %s %s)".formatted(aLong(d), pick(OPERATORS), aLong(d));
      case 4, 5 -> "(%s %s %s)".formatted(aLong(d), pick(SHIFTS), anInt(d));
      case 6 -> "(-%s)".formatted(aLong(d));
      case 7 -> "(~%s)".formatted(aLong(d));
      case 8, 9, 10 -> "((long) %s)".formatted(anInt(d));
      case 11 -> jdkLong(d);
      default -> shared ? sharedLong() : pick(longs);
    };
  }

  private String decidedLong(int d) {
    return switch (random.nextInt(6)) {
      case 0 -> "(%s ? %s : %s)".formatted(condition(d), aLong(d), aLong(d));
      case 1 -> "Math.%s(%s, %s)".formatted(chance(50) ? "min" : "max", aLong(d), aLong(d));
      case 2 -> "Math.abs(%s)".formatted(aLong(d));
      case 3, 4 -> divide(aLong(d), aLong(d));
      default -> call(longMethods, pick(longs), d);
    };
  }

  private String jdkLong(int d) {
    return switch (random.nextInt(4)) {
      case 0 -> "Integer.toUnsignedLong(%s)".formatted(anInt(d));
      case 1 -> "Long.reverseBytes(%s)".formatted(aLong(d));
      case 2 -> "Long.remainderUnsigned(%s, %s | 1)".formatted(aLong(d), aLong(d));
      default -> "(%s & 0xffffffffL)".formatted(anInt(d));
    };
  }

  String element() {
    return "shared.at(%s & 3)".formatted(pick(ints));
  }

  private String sharedInt() {
    return switch (random.nextInt(4)) {
      case 0 -> element() + ".word()";
      case 1 -> element() + ".half()";
      case 2 -> element() + ".octet()";
      default -> "%s.compareAndExchangeWord(%s, %s)".formatted(element(), pick(ints), pick(ints));
    };
  }

  private String sharedLong() {
    return switch (random.nextInt(4)) {
      case 0 -> element() + ".sum()";
      case 1, 2 -> "%s.slot(%s & 3)".formatted(element(), pick(ints));
      default -> "%s.compareAndExchangeSum(%s, %s)".formatted(element(), pick(longs), pick(longs));
    };
  }
}
