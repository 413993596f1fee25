package dev.jebpf.config;

import java.time.Duration;

/// Durations as JFR's settings write them: a whole number and `ns`, `us`, `ms`, `s`, `m`, `h` or
/// `d`, with or without a space between.
final class TimeText {
  private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h", "d"};
  private static final long[] NANOS = {
    1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
  };

  private TimeText() {}

  static Duration parse(String what, String text) throws OptionSyntaxException {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    String unit = text.substring(digits).strip();
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit) && digits > 0) {
        try {
          return Duration.ofNanos(
              Math.multiplyExact(Long.parseLong(text.substring(0, digits)), NANOS[i]));
        } catch (ArithmeticException | NumberFormatException _) {
          throw new OptionSyntaxException(what + "=" + text + ": more than 292 years");
        }
      }
    }
    throw new OptionSyntaxException(
        what
            + "="
            + text
            + ": not a time; write a whole number and a unit, such as 500us, 10ms, 60s");
  }
}
