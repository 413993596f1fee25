package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The cost of following a call: ours with the whole breakdown, beside tracers that take a bare
/// duration. Every figure is less an untraced call of the same JVM, or over two clock readings of
/// the same JVM.
final class SpanBenchmark implements Benchmark {
  private static final String TRACED = SpanCost.class.getName() + "::traced";
  private static final TimeValue WARM_UP = TimeValue.milliseconds(500);

  /// Short, and the median of many: on a machine that others use too, that is little disturbed.
  private static final TimeValue MEASURED = TimeValue.milliseconds(10);

  private static final int ITERATIONS = 100;

  @Override
  public String name() {
    return "span";
  }

  @Override
  public String purpose() {
    return "a traced call; goals: at most 1.3 of two clock readings, 0 bytes, idle under 2 ns,"
        + " interpreted under 2,000 ns";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Path directory = Files.createTempDirectory("span-bench");
    String async = "-agentpath:%s=start,trace=%s:10ms,file=%s";
    String asyncProfiler =
        async.formatted(
            asyncProfiler(directory), TRACED.replace("::", "."), directory.resolve("async.jfr"));
    String recording = "-XX:StartFlightRecording:filename=" + directory;
    int rounds = settings.rounds(3);
    String ours = agent(directory, "");

    Map<String, String> others = new LinkedHashMap<>();
    others.put("jebpf, tracing ended", agent(directory, ",duration=1s"));
    others.put("JDK method timing", recording + ",method-timing=" + TRACED);
    others.put(
        "JDK method trace past 10 ms",
        recording + ",method-trace=" + TRACED + ",jdk.MethodTrace#threshold=10ms");
    others.put("async-profiler past 10 ms", asyncProfiler);
    compare("compiled by C2", List.of(), ours, rounds, settings, others);
    compare("C1 only", List.of("-XX:TieredStopAtLevel=1"), ours, rounds, settings, Map.of());
    compare("interpreted", List.of("-Xint"), ours, rounds, settings, Map.of());
  }

  private static void compare(
      String title,
      List<String> compiler,
      String ours,
      int rounds,
      Settings settings,
      Map<String, String> others)
      throws Exception {
    settings.out().printf("%n-- %s%n", title);
    Alternation alternation =
        Alternation.of("ns")
            .variant("no tracer", () -> measure(compiler))
            .variant("jebpf", () -> measure(List.of(with(compiler, ours))));
    others.forEach(
        (name, option) ->
            alternation.variant(name, () -> measure(List.of(with(compiler, option)))));
    alternation.run(rounds).print(settings.out());
  }

  /// One JVM: the three benchmarks in turn.
  private static Map<String, Double> measure(List<String> vmOptions) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + SpanCost.class.getName() + "\\.")
            .jvmArgs(with(vmOptions, "--sun-misc-unsafe-memory-access=allow"))
            .forks(1)
            .warmupIterations(4)
            .warmupTime(WARM_UP)
            .measurementIterations(ITERATIONS)
            .measurementTime(MEASURED)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<String, Result<?>> times = new LinkedHashMap<>();
    double bytes = 0;
    for (RunResult result : new Runner(options).run()) {
      String name = result.getPrimaryResult().getLabel();
      times.put(name, result.getPrimaryResult());
      if (name.equals("tracedCall")) {
        bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
      }
    }
    double clocks = median(times.get("twoClockReadings"));
    double untraced = median(times.get("untracedCall"));
    double traced = median(times.get("tracedCall"));
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("traced call", traced);
    measured.put("two clock readings", clocks);
    measured.put("untraced call", untraced);
    measured.put("traced call less an untraced one", traced - untraced);
    measured.put("traced call over two clock readings [ratio]", traced / clocks);
    measured.put("allocated by a traced call [bytes]", bytes);
    return measured;
  }

  private static double median(Result<?> iterations) {
    return iterations.getStatistics().getPercentile(50);
  }

  private static String[] with(List<String> options, String option) {
    return Stream.concat(options.stream(), Stream.of(option)).toArray(String[]::new);
  }

  private static String agent(Path directory, String more) {
    return "-javaagent:%s=methods=%s,presets=none,wait=true,file=%s%s"
        .formatted(AgentJar.path(), TRACED, directory.resolve("jebpf.jfr"), more);
  }

  /// The library that async-profiler's jar carries for this machine.
  private static Path asyncProfiler(Path directory) throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    String entry = "/linux-" + machine + "/libasyncProfiler.so";
    Path library = directory.resolve("libasyncProfiler.so");
    try (InputStream in = one.profiler.AsyncProfiler.class.getResourceAsStream(entry)) {
      if (in == null) {
        throw new IllegalStateException("async-profiler's jar has no " + entry);
      }
      Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return library;
  }
}
