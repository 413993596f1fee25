package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What following virtual threads costs where they do nothing but park and go on, on one carrier.
///
/// The hooks in `java.lang.VirtualThread` are there with the agent, and have work to do only for a
/// thread that is in a traced call. The kernel programs are not part of it: the carrier never goes
/// to sleep.
final class MountBenchmark implements Benchmark {
  private static final List<String> ONE_CARRIER =
      List.of(
          "-Djdk.virtualThreadScheduler.parallelism=1",
          "-Djdk.virtualThreadScheduler.maxPoolSize=1");

  @Override
  public String name() {
    return "mount";
  }

  @Override
  public String purpose() {
    return "two virtual threads on one carrier hand over to each other; each is a park and a mount";
  }

  @Override
  public void run(Settings settings) throws Exception {
    String agent =
        "-javaagent:%s=methods=%s::call,presets=none,threshold=60s,wait=true"
            .formatted(AgentJar.path(), HandOver.class.getName());
    Alternation.of("ns")
        .variant("no agent", () -> handOver(Stream.of(), "called"))
        .variant("jebpf, in no traced call", () -> handOver(Stream.of(agent), "bare"))
        .variant("jebpf, in a traced call", () -> handOver(Stream.of(agent), "called"))
        .run(settings.rounds(5))
        .print(settings.out());
  }

  private static Map<String, Double> handOver(Stream<String> options, String how)
      throws IOException, InterruptedException {
    List<String> all = Stream.concat(ONE_CARRIER.stream(), options).toList();
    String output = JavaProcess.run(JavaProcess.builder(all, HandOver.class, how)).output();
    return Map.of("a hand-over", Double.parseDouble(output.strip()));
  }
}
