package dev.jebpf.bench;

import dev.jebpf.samples.demo.ServiceProcess;
import dev.jebpf.samples.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The demo's load generator, a fresh process each time, on a service that runs.
final class ServiceLoad {
  private static final Pattern RESULT =
      Pattern.compile(
          "throughput=([0-9.]+)/s requests=(\\d+) errors=(\\d+) .*p50=([0-9.]+)ms"
              + " p99=([0-9.]+)ms");

  /// Its second compiler would run all the time, and take the processors from the service.
  private static final List<String> QUICKLY_WARM = List.of("-XX:TieredStopAtLevel=1");

  private ServiceLoad() {}

  /// What the service gave, and what processor time each request cost it, with all its threads.
  ///
  /// @param warmUp seconds that are not measured, but for the processor time
  /// @param how an option of the load generator, and its value
  /// @throws IllegalStateException when there were errors
  static Map<String, Double> on(
      ServiceProcess service, int warmUp, int seconds, String how, String many)
      throws IOException, InterruptedException {
    Duration before = cpu(service);
    JavaProcess.Finished load =
        JavaProcess.run(
            JavaProcess.builder(
                QUICKLY_WARM,
                Load.class,
                "--port",
                Integer.toString(service.port()),
                "--warmup",
                Integer.toString(warmUp),
                "--seconds",
                Integer.toString(seconds),
                how,
                many));
    Duration spent = cpu(service).minus(before);
    Matcher matcher = RESULT.matcher(load.output());
    if (!matcher.find() || !matcher.group(3).equals("0")) {
      throw new IllegalStateException("the load generator said: " + load.output());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("throughput [per second]", Double.parseDouble(matcher.group(1)));
    numbers.put("p50", Double.parseDouble(matcher.group(4)));
    numbers.put("p99", Double.parseDouble(matcher.group(5)));
    if (warmUp == 0) {
      numbers.put(
          "processor time per request", spent.toNanos() / 1e6 / Long.parseLong(matcher.group(2)));
    }
    return numbers;
  }

  private static Duration cpu(ServiceProcess service) {
    return ProcessHandle.of(service.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }
}
