package dev.jebpf.samples.demo;

import java.nio.file.Path;

/// What the demo is given by `./jebpf demo`.
///
/// @param seconds how long the load runs
/// @param rate requests per second
/// @param handlers `platform` or `virtual`, the threads that handle them
/// @param options of the agent besides the demo's own; empty for none
/// @param agent the agent jar
/// @param directory where data and recording go
record DemoOptions(
    int seconds, int rate, String handlers, String options, Path agent, Path directory) {
  private static final String USAGE =
      "usage: ./jebpf demo [--seconds N] [--rate PER_SECOND] [--handlers platform|virtual]"
          + " [--options AGENT_OPTIONS]";

  /// @throws IllegalArgumentException with a line for the user
  static DemoOptions parse(String[] args) {
    int seconds = 15;
    int rate = 150;
    String handlers = "platform";
    String options = "";
    Path agent = Path.of("agent/target/jebpf.jar");
    Path directory = Path.of("target/demo");
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 0; i < args.length; i += 2) {
      String value = args[i + 1];
      switch (args[i]) {
        case "--seconds" -> seconds = number(args[i], value, 1, 600);
        case "--rate" -> rate = number(args[i], value, 1, 10_000);
        case "--handlers" -> handlers = kind(value);
        case "--options" -> options = value;
        case "--agent" -> agent = Path.of(value);
        case "--directory" -> directory = Path.of(value);
        default -> throw new IllegalArgumentException(args[i] + " is not known; " + USAGE);
      }
    }
    return new DemoOptions(seconds, rate, handlers, options, agent, directory);
  }

  private static String kind(String handlers) {
    if (handlers.equals("platform") || handlers.equals("virtual")) {
      return handlers;
    }
    throw new IllegalArgumentException(
        "--handlers %s is neither platform nor virtual; %s".formatted(handlers, USAGE));
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s %s is not a number from %d to %d; %s".formatted(option, value, least, most, USAGE));
  }
}
