package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Start-up of a hello-world process without an agent, with an empty one and with ours.
final class StartUpBenchmark implements Benchmark {
  static final String UNTIL_MAIN = "until main runs";
  static final String WHOLE = "whole process";

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public String purpose() {
    return "what the agent adds before main runs; goal: at most 400 ms";
  }

  @Override
  public void run(Settings settings) throws Exception {
    String empty = "-javaagent:" + EmptyAgent.jar();
    String ours = "-javaagent:" + AgentJar.path();
    Alternation.of("ms")
        .variant("no agent", () -> start(List.of()))
        .variant("an empty agent", () -> start(List.of(empty)))
        .variant("jebpf", () -> start(List.of(ours)))
        .variant("jebpf, wait=true: tracing is on", () -> start(List.of(ours + "=wait=true")))
        .warmUps(1)
        .run(settings.rounds(15))
        .print(settings.out());
    StartUpTimeline.of(List.of(ours)).print(settings.out());
  }

  private static Map<String, Double> start(List<String> options)
      throws IOException, InterruptedException {
    JavaProcess.Finished finished = JavaProcess.run(JavaProcess.small(options, HelloWorld.class));
    long inMain = Long.parseLong(finished.output().strip());
    Map<String, Double> times = new TreeMap<>();
    times.put(UNTIL_MAIN, (inMain - finished.startedAt()) / 1e6);
    times.put(WHOLE, finished.millis());
    return times;
  }
}
