package dev.jebpf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import dev.jebpf.samples.load.Load;
import dev.jebpf.samples.orders.OrderService;
import dev.jebpf.samples.orders.PaymentGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The demo's service under the agent and the demo's load.
///
/// @param requests that were answered well
/// @param errors requests that were not, or not in time; the service may have handled them
/// @param service what it left
record OrderServiceRun(long requests, long errors, ChildRun service) {
  private static final Duration PATIENCE =
      Duration.ofMinutes(2L * Integer.getInteger("jebpf.tolerance", 1));
  private static final String LISTENING = "listening ";
  private static final String ORDERS = OrderService.class.getPackageName() + ".";

  /// Runs all of it.
  ///
  /// @param directory for the data, and the recording
  /// @param delay milliseconds by which the payment gateway answers late
  /// @param how the service is run and with what heap
  /// @param load arguments of the load generator
  static OrderServiceRun of(
      Path directory, int delay, String heap, List<String> how, String... load) {
    try (RunningJvm gateway =
            ChildJvm.of(PaymentGateway.class, "--delay", Integer.toString(delay)).start();
        RunningJvm service = service(directory, port(gateway), heap, how).start()) {
      List<String> arguments = new ArrayList<>(List.of("--port", port(service)));
      arguments.addAll(List.of(load));
      ChildRun sent = ChildJvm.of(Load.class, arguments.toArray(String[]::new)).run(PATIENCE);
      assertThat(sent.exit()).as(sent::toString).isZero();
      service.endInput();
      ChildRun run = service.await(PATIENCE);
      assertThat(run.exit()).as(run::toString).isZero();
      return new OrderServiceRun(number(sent, "requests="), number(sent, "errors="), run);
    }
  }

  static Path recording(Path directory) {
    return directory.resolve("orders.jfr");
  }

  private static ChildJvm service(Path directory, String gateway, String heap, List<String> how) {
    List<String> arguments =
        new ArrayList<>(List.of(directory.resolve("data").toString(), gateway));
    arguments.addAll(how);
    return ChildJvm.of(OrderService.class, arguments.toArray(String[]::new))
        .jvm(heap)
        .agent(
            "file=" + recording(directory),
            "methods=" + ORDERS + "OrderApi;" + ORDERS + "Journal;" + ORDERS + "Followers::next",
            "threshold=call:0ms",
            "blocked=10ms",
            "wait=true");
  }

  private static String port(RunningJvm server) {
    return server.awaitLine(LISTENING, PATIENCE).substring(LISTENING.length());
  }

  /// A number that the load generator or the service printed.
  static long number(ChildRun run, String name) {
    for (String line : run.out()) {
      for (String word : line.split(" ")) {
        if (word.startsWith(name)) {
          return Long.parseLong(word.substring(name.length()));
        }
      }
    }
    throw new IllegalStateException("no " + name + " in " + run);
  }
}
