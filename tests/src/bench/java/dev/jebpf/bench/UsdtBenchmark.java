package dev.jebpf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The cost of a USDT probe: while nobody listens, when its site is called though nobody listens,
/// and under bpftrace with each instruction that a site may be made of. Then those that the agent
/// weaves into methods.
final class UsdtBenchmark implements Benchmark {
  private static final TimeValue WARM_UP = TimeValue.milliseconds(300);
  private static final TimeValue MEASURED = TimeValue.milliseconds(10);
  private static final int ITERATIONS = 50;

  @Override
  public String name() {
    return "usdt";
  }

  @Override
  public String purpose() {
    return "a USDT probe; goals: less than 1 ns and 0 bytes above an empty method while nobody"
        + " listens, traced nop5 at most half of nop, a span with probes at most 1 ns above one"
        + " without";
  }

  @Override
  public void run(Settings settings) throws Exception {
    int rounds = settings.rounds(3);
    Alternation.of("ns")
        .variant("nobody listens", () -> measure(UsdtCost.NOBODY, "nop5"))
        .variant("enabled, not traced", () -> measure(UsdtCost.FORCED, "nop5"))
        .run(rounds)
        .print(settings.out());
    Alternation.of("ns")
        .variant("traced, nop", () -> measure(UsdtCost.BPFTRACE, "nop"))
        .variant("traced, nop5", () -> measure(UsdtCost.BPFTRACE, "nop5"))
        .run(rounds)
        .print(settings.out());
    tracedCalls(settings, rounds);
  }

  /// The agent's method probes, to which no tracer is attached, and HotSpot's own.
  private static void tracedCalls(Settings settings, int rounds) throws Exception {
    Path directory = Files.createTempDirectory("usdt-bench");
    String span = SpanJvm.agent(directory, "");
    String probes = SpanJvm.agent(directory, ",usdt=true");
    Alternation.of("ns")
        .variant("span", () -> SpanJvm.measure(List.of(span)))
        .variant("span and usdt", () -> SpanJvm.measure(List.of(probes)))
        .variant("no agent", () -> SpanJvm.measure(List.of()))
        .variant(
            "HotSpot's method probes", () -> SpanJvm.measure(List.of("-XX:+DTraceMethodProbes")))
        .run(rounds)
        .print(settings.out());
  }

  /// One JVM: what each kind of probe takes above the empty method, and allocates.
  private static Map<String, Double> measure(String listener, String instruction)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("^" + UsdtCost.class.getName() + "\\.")
            .jvmArgs(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + UsdtCost.LISTENER + "=" + listener,
                "-Djebpf.usdt.instruction=" + instruction)
            .forks(1)
            .warmupIterations(4)
            .warmupTime(WARM_UP)
            .measurementIterations(ITERATIONS)
            .measurementTime(MEASURED)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<String, Double> times = new LinkedHashMap<>();
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      var time = result.getPrimaryResult();
      times.put(time.getLabel(), time.getStatistics().getPercentile(50));
      bytes.put(time.getLabel(), result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
    double empty = times.get("emptyMethod");
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("empty method", empty);
    for (String probe : new String[] {"guardedProbe", "typedProbe", "numberProbe"}) {
      measured.put(probe + " less an empty method", times.get(probe) - empty);
      measured.put(probe + " allocates [bytes]", bytes.get(probe));
    }
    return measured;
  }
}
