package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import dev.jebpf.samples.demo.ServiceProcess;
import dev.jebpf.samples.load.Load;
import dev.jebpf.samples.orders.OrderService;
import dev.jebpf.samples.orders.PaymentGateway;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order service of the demo under load, without the agent and with it.
///
/// Every measurement starts a fresh service and a fresh load generator. A closed loop of clients
/// finds the throughput; requests at a fixed rate give percentiles that don't depend on it.
///
/// Both are measured when the service is warm: in its first half minute the JIT compiler takes a
/// third of a processor, which hides everything else. What start-up costs is [StartUpBenchmark]'s.
final class DemoBenchmark implements Benchmark {
  private static final Pattern RESULT =
      Pattern.compile("throughput=([0-9.]+)/s .*errors=(\\d+).* p50=([0-9.]+)ms p99=([0-9.]+)ms");
  private static final String WARM_UP = "30";
  private static final String MEASURED = "15";

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String purpose() {
    return "the order service with and without the agent; goal: less than 3 % lost";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Path directory = Files.createTempDirectory("demo-bench");
    int rounds = settings.rounds(5);
    settings.out().printf("%n-- four clients, each waits for its answer%n");
    compare(directory, "--clients", "4").run(rounds).print(settings.out());
    settings.out().printf("%n-- 150 requests a second, whatever the service does%n");
    compare(directory, "--rate", "150").run(rounds).print(settings.out());
  }

  private static Alternation compare(Path directory, String how, String many) {
    String agent =
        "-javaagent:%s=file=%s".formatted(AgentJar.path(), directory.resolve("orders.jfr"));
    String scheduler = agent + ",events=sched";
    String all = agent + ",methods=dev.jebpf.samples.orders.*::*";
    return Alternation.of("ms")
        .variant("no agent", () -> serve(directory, List.of(), how, many))
        .variant("jebpf", () -> serve(directory, List.of(agent), how, many))
        .variant("jebpf, events=sched", () -> serve(directory, List.of(scheduler), how, many))
        .variant("jebpf, all methods", () -> serve(directory, List.of(all), how, many));
  }

  private static Map<String, Double> serve(
      Path directory, List<String> agent, String how, String many)
      throws IOException, InterruptedException {
    Path data = directory.resolve("data");
    delete(data);
    try (var gateway = ServiceProcess.start(PaymentGateway.class, List.of(), List.of());
        var service =
            ServiceProcess.start(
                OrderService.class,
                agent,
                List.of(data.toString(), Integer.toString(gateway.port()), "platform"))) {
      String port = Integer.toString(service.port());
      JavaProcess.Finished load =
          JavaProcess.run(
              JavaProcess.builder(
                  List.of(),
                  Load.class,
                  "--port",
                  port,
                  "--warmup",
                  WARM_UP,
                  "--seconds",
                  MEASURED,
                  how,
                  many));
      return parse(load.output());
    }
  }

  private static Map<String, Double> parse(String output) {
    Matcher matcher = RESULT.matcher(output);
    if (!matcher.find() || !matcher.group(2).equals("0")) {
      throw new IllegalStateException("the load generator said: " + output);
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("throughput [per second]", Double.parseDouble(matcher.group(1)));
    numbers.put("p50", Double.parseDouble(matcher.group(3)));
    numbers.put("p99", Double.parseDouble(matcher.group(4)));
    return numbers;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, IOException failure)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
