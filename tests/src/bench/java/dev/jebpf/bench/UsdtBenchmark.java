package dev.jebpf.bench;

import dev.jebpf.bench.UsdtCost.Listener;
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
/// and under tracers with each instruction that a site may be made of. Then those that the agent
/// weaves into methods, beside HotSpot's own. Where it was built by hand, libstapsdt-jni takes
/// part, see [StapsdtCost].
final class UsdtBenchmark implements Benchmark {
  private static final TimeValue WARM_UP = TimeValue.milliseconds(300);

  /// Shorter than a time slice, and the quickest tenth of many: what else the machine does shows in
  /// the others.
  private static final TimeValue MEASURED = TimeValue.milliseconds(2);

  private static final int ITERATIONS = 200;
  private static final int QUICKEST = 10;
  private static final String NOP5 = "nop5";
  private static final List<Listener> TRACERS =
      List.of(Listener.EMPTY_PROGRAM_BY_ONE_LINK, Listener.EMPTY_PROGRAM, Listener.BPFTRACE);

  @Override
  public String name() {
    return "usdt";
  }

  @Override
  public String purpose() {
    return "a USDT probe; goals: less than 1 ns and 0 bytes above an empty method while nobody"
        + " listens, under an empty program nop5 quicker than nop, a span with probes at most 1 ns"
        + " above one without";
  }

  @Override
  public void run(Settings settings) throws Exception {
    int rounds = settings.rounds(3);
    Alternation silent =
        Alternation.of("ns")
            .variant("nobody listens", () -> measure(Listener.NOBODY, NOP5))
            .variant("enabled, not traced", () -> measure(Listener.FORCED, NOP5));
    if (StapsdtCost.isHere()) {
      silent.variant("libstapsdt-jni, nobody listens", () -> stapsdt(Listener.NOBODY));
    }
    silent.run(rounds).print(settings.out());
    for (Listener tracer : TRACERS) {
      Alternation traced =
          Alternation.of("ns")
              .variant(tracer + ", nop", () -> measure(tracer, "nop"))
              .variant(tracer + ", nop5", () -> measure(tracer, NOP5));
      if (tracer == Listener.EMPTY_PROGRAM && StapsdtCost.isHere()) {
        traced.variant(tracer + ", libstapsdt-jni", () -> stapsdt(tracer));
      }
      traced.run(rounds).print(settings.out());
    }
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

  /// Our probes in one JVM.
  private static Map<String, Double> measure(Listener listener, String instruction)
      throws RunnerException {
    return measure(
        UsdtCost.class,
        "-D" + UsdtCost.LISTENER + "=" + listener,
        "-Djebpf.usdt.instruction=" + instruction);
  }

  /// Those of libstapsdt-jni.
  private static Map<String, Double> stapsdt(Listener listener) throws RunnerException {
    return measure(
        StapsdtCost.class,
        "-D" + UsdtCost.LISTENER + "=" + listener,
        "-Djava.library.path=" + StapsdtCost.DIRECTORY);
  }

  /// One JVM: what each kind of probe takes above the empty method, and allocates.
  private static Map<String, Double> measure(Class<?> cost, String... properties)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("^" + cost.getName() + "\\.")
            .jvmArgs(SpanJvm.with(List.of(properties), "--enable-native-access=ALL-UNNAMED"))
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
      times.put(time.getLabel(), time.getStatistics().getPercentile(QUICKEST));
      var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      bytes.put(time.getLabel(), allocated.getStatistics().getPercentile(50));
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
