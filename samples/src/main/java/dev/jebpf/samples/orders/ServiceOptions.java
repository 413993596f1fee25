package dev.jebpf.samples.orders;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// How the service is run.
///
/// @param data directory for database, journal and invoices; made if missing
/// @param gatewayPort loopback port of the [PaymentGateway]
/// @param threads platform threads that handle requests; 0 for a virtual thread for each request
/// @param followers of [Followers]
record ServiceOptions(Path data, int gatewayPort, int threads, int followers) {
  private static final int HANDLERS = 8;
  private static final int MOST_THREADS = 10_000;
  private static final int MOST_FOLLOWERS = 1_000_000;
  private static final String USAGE =
      "usage: OrderService DATA_DIRECTORY GATEWAY_PORT [--threads N | --virtual FOLLOWERS]";

  /// @throws IllegalArgumentException with a line for the user
  static ServiceOptions parse(String[] args) {
    if (args.length != 2 && args.length != 4) {
      throw new IllegalArgumentException(USAGE);
    }
    Path data = Path.of(args[0]);
    int gatewayPort = number(args[1], 65_535);
    if (args.length == 2) {
      return new ServiceOptions(data, gatewayPort, HANDLERS, 0);
    }
    return switch (args[2]) {
      case "--threads" -> new ServiceOptions(data, gatewayPort, number(args[3], MOST_THREADS), 0);
      case "--virtual" -> new ServiceOptions(data, gatewayPort, 0, number(args[3], MOST_FOLLOWERS));
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private static int number(String text, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s is not a number from 1 to %d; %s".formatted(text, most, USAGE));
  }

  /// What handles requests.
  ExecutorService handlers() {
    return threads > 0
        ? Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("http-", 0).factory())
        : Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  }

  /// Requests that may be on their way to the gateway at the same time before connections to it are
  /// made for one of them alone.
  int connections() {
    return Math.max(HANDLERS, threads);
  }
}
