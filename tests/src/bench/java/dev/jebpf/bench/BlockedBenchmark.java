package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.samples.demo.ServiceProcess;
import dev.jebpf.samples.orders.OrderService;
import dev.jebpf.samples.orders.PaymentGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The order service of the demo, warm, while its every wait of 1 ms is recorded with its stack,
/// and while none is.
///
/// It is one process all the time, whose threshold is changed: two processes of the same program
/// differ by more than what is measured. What the programs cost that look for such waits is in
/// both.
final class BlockedBenchmark implements Benchmark {
  private static final int WARM_UP_SECONDS = 60;
  private static final int SECONDS = 5;
  private static final String CLIENTS = "4";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "blocked";
  }

  @Override
  public String purpose() {
    return "stacks of all waits of 1 ms, against none; goal: less than 2 % lost";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Path directory = Files.createTempDirectory("blocked-bench");
    try (var gateway = ServiceProcess.start(PaymentGateway.class, List.of(), List.of());
        var service = service(directory, gateway)) {
      var _ = load(service, WARM_UP_SECONDS);
      Alternation.of("ms")
          .variant("blocked:off", () -> load(service, "blocked:off"))
          .variant("blocked:1ms", () -> load(service, "blocked:1ms"))
          .run(settings.rounds(24))
          .print(settings.out());
    }
  }

  private static Map<String, Double> load(ServiceProcess service, String threshold)
      throws Exception {
    ChildRun change =
        ChildJvm.cli("threshold", Long.toString(service.pid()), threshold).run(PATIENCE);
    if (change.exit() != 0) {
      throw new IllegalStateException("jebpf threshold: " + change);
    }
    return load(service, SECONDS);
  }

  private static Map<String, Double> load(ServiceProcess service, int seconds) throws Exception {
    return ServiceLoad.on(service, 0, seconds, "--clients", CLIENTS);
  }

  private static ServiceProcess service(Path directory, ServiceProcess gateway) throws Exception {
    String agent =
        "-javaagent:%s=wait=true,file=%s,blocked=1ms"
            .formatted(AgentJar.path(), directory.resolve("orders.jfr"));
    return ServiceProcess.start(
        OrderService.class,
        List.of(agent, "-XX:+EnableDynamicAgentLoading"),
        List.of(directory.resolve("data").toString(), Integer.toString(gateway.port())));
  }
}
