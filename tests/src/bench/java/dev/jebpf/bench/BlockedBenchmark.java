package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.samples.demo.ServiceProcess;
import dev.jebpf.samples.orders.OrderService;
import dev.jebpf.samples.orders.PaymentGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The order service of the demo, warm, whose every wait of 1 ms is recorded with its stack,
/// against the same with the account alone.
///
/// Both run all the time and take turns at the load, so that the machine is the same to both. The
/// kernel programs of one run for the threads of the other too, and see only that they are others'.
final class BlockedBenchmark implements Benchmark {
  private static final int WARM_UP_SECONDS = 25;
  private static final int SECONDS = 8;
  private static final String CLIENTS = "4";

  @Override
  public String name() {
    return "blocked";
  }

  @Override
  public String purpose() {
    return "stacks of all waits of 1 ms, against the account alone; goal: less than 2 % lost";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Path directory = Files.createTempDirectory("blocked-bench");
    try (var gateway = ServiceProcess.start(PaymentGateway.class, List.of(), List.of());
        var account = service(directory.resolve("account"), gateway, "");
        var again = service(directory.resolve("again"), gateway, "");
        var blocked = service(directory.resolve("blocked"), gateway, ",blocked=1ms")) {
      for (ServiceProcess each : List.of(account, again, blocked)) {
        var _ = load(each, WARM_UP_SECONDS);
      }
      Alternation.of("ms")
          .variant("the account alone", () -> load(account, SECONDS))
          .variant("the same again", () -> load(again, SECONDS))
          .variant("blocked=1ms", () -> load(blocked, SECONDS))
          .run(settings.rounds(8))
          .print(settings.out());
    }
  }

  private static Map<String, Double> load(ServiceProcess service, int seconds) throws Exception {
    return ServiceLoad.on(service, 0, seconds, "--clients", CLIENTS);
  }

  private static ServiceProcess service(Path directory, ServiceProcess gateway, String options)
      throws Exception {
    Files.createDirectories(directory);
    String agent =
        "-javaagent:%s=wait=true,file=%s%s"
            .formatted(AgentJar.path(), directory.resolve("orders.jfr"), options);
    return ServiceProcess.start(
        OrderService.class,
        List.of(agent),
        List.of(directory.resolve("data").toString(), Integer.toString(gateway.port())));
  }
}
