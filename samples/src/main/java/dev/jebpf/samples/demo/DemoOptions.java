package dev.jebpf.samples.demo;

import java.nio.file.Path;
import java.util.List;

/// What the demo is given by `./jebpf demo`.
///
/// @param seconds how long the load runs
/// @param rate requests per second, unless there are `threads` clients
/// @param threads platform threads of the service, and as many clients, each with a request under
/// way all the time; 0 for its usual few
/// @param followers virtual threads that wait for orders besides, and a virtual thread for each
/// request; 0 for none
/// @param delay milliseconds by which the payment gateway answers later than usual, so that many
/// requests are under way at the same time
/// @param options of the agent besides the demo's own; empty for none
/// @param agent the agent jar
/// @param directory where data and recording go
record DemoOptions(
    int seconds,
    int rate,
    int threads,
    int followers,
    int delay,
    String options,
    Path agent,
    Path directory) {
  private static final String USAGE =
      "usage: ./jebpf demo [--seconds N] [--rate PER_SECOND] [--threads N | --virtual N]"
          + " [--delay MILLIS] [--options AGENT_OPTIONS]";

  /// @throws IllegalArgumentException with a line for the user
  static DemoOptions parse(String[] args) {
    int seconds = 15;
    int rate = 150;
    int threads = 0;
    int followers = 0;
    int delay = 0;
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
        case "--threads" -> threads = number(args[i], value, 1, 1_000);
        case "--virtual" -> followers = number(args[i], value, 1, 1_000_000);
        case "--delay" -> delay = number(args[i], value, 0, 4_000);
        case "--options" -> options = value;
        case "--agent" -> agent = Path.of(value);
        case "--directory" -> directory = Path.of(value);
        default -> throw new IllegalArgumentException(args[i] + " is not known; " + USAGE);
      }
    }
    if (threads > 0 && followers > 0) {
      throw new IllegalArgumentException("--threads or --virtual; " + USAGE);
    }
    return new DemoOptions(seconds, rate, threads, followers, delay, options, agent, directory);
  }

  /// What the service is told of it.
  List<String> ofService() {
    if (threads > 0) {
      return List.of("--threads", Integer.toString(threads));
    }
    return followers > 0 ? List.of("--virtual", Integer.toString(followers)) : List.of();
  }

  /// What the payment gateway is told of it.
  List<String> ofGateway() {
    return delay > 0 ? List.of("--delay", Integer.toString(delay)) : List.of();
  }

  /// What the load generator is told of it.
  List<String> ofLoad() {
    return threads > 0
        ? List.of("--clients", Integer.toString(threads))
        : List.of("--rate", Integer.toString(rate));
  }

  /// What the load is, in words.
  String load() {
    return threads > 0 ? threads + " clients" : rate + " requests a second";
  }

  /// The service's largest heap, as the JVM's option.
  String heap() {
    return followers > 0 ? "-Xmx1g" : "-Xmx256m";
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
