package dev.jebpf.samples.load;

import java.time.Duration;

/// What to send, how fast and for how long.
///
/// @param rate requests per second; 0 for a closed loop
/// @param clients threads of the closed loop
/// @param warmup time at the start that is not measured
/// @param duration measured time, at most ten minutes
record LoadOptions(int port, int rate, int clients, Duration warmup, Duration duration) {
  private static final String USAGE =
      "usage: Load --port PORT [--seconds N] [--warmup N] [--rate PER_SECOND | --clients N]";

  /// @throws IllegalArgumentException with a line for the user
  static LoadOptions parse(String[] args) {
    int port = 0;
    int rate = 0;
    int clients = 4;
    int seconds = 10;
    int warmup = 0;
    for (int i = 0; i + 1 < args.length; i += 2) {
      int value = number(args[i], args[i + 1]);
      switch (args[i]) {
        case "--port" -> port = value;
        case "--rate" -> rate = value;
        case "--clients" -> clients = value;
        case "--seconds" -> seconds = value;
        case "--warmup" -> warmup = value;
        default -> throw new IllegalArgumentException(args[i] + " is not known; " + USAGE);
      }
    }
    if (args.length % 2 != 0
        || port < 1
        || port > 65_535
        || seconds < 1
        || seconds > 600
        || clients < 1
        || clients > 1_000
        || rate > 100_000
        || warmup > 600) {
      throw new IllegalArgumentException(USAGE);
    }
    return new LoadOptions(
        port, rate, clients, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(option + " " + value + " is not a number; " + USAGE);
    }
  }
}
