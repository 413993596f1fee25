package dev.jebpf.cli.text;

import java.util.Locale;

/// Durations in the unit that suits their size, with three digits: `812 ns`, `4.21 us`, `12.3 ms`,
/// `9.81 s`, `3 m 07 s`, `2 h 15 m`, `4 d 03 h`.
public final class DurationText {
  /// Characters of the longest text.
  public static final int WIDTH = 9;

  private static final long SECOND = 1_000_000_000L;

  private DurationText() {}

  /// The text of a duration of at least 0 ns.
  public static String of(long nanos) {
    if (nanos < 1000) {
      return nanos + " ns";
    }
    if (nanos < 999_500) {
      return threeDigits(nanos / 1e3) + " us";
    }
    if (nanos < 999_500_000) {
      return threeDigits(nanos / 1e6) + " ms";
    }
    if (nanos < 60 * SECOND - SECOND / 20) {
      return threeDigits(nanos / 1e9) + " s";
    }
    long seconds = nanos / SECOND + (nanos % SECOND < SECOND / 2 ? 0 : 1);
    if (seconds < 3600) {
      return pair(seconds / 60, 'm', seconds % 60, 's');
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 24 * 60) {
      return pair(minutes / 60, 'h', minutes % 60, 'm');
    }
    long hours = (minutes + 30) / 60;
    return hours < 100 * 24 ? pair(hours / 24, 'd', hours % 24, 'h') : (hours + 12) / 24 + " d";
  }

  private static String threeDigits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String pair(long large, char largeUnit, long small, char smallUnit) {
    return String.format(Locale.ROOT, "%d %c %02d %c", large, largeUnit, small, smallUnit);
  }
}
