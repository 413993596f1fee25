package dev.jebpf.bench;

import dev.jebpf.harness.AgentJar;
import java.nio.file.Path;
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

/// A JVM in which JMH measures [SpanCost].
final class SpanJvm {
  /// The method that tracers are told to follow.
  static final String TRACED = SpanCost.class.getName() + "::traced";

  private static final TimeValue WARM_UP = TimeValue.milliseconds(500);

  /// Short, and the median of many: on a machine that others use too, that is little disturbed.
  private static final TimeValue MEASURED = TimeValue.milliseconds(10);

  private static final int ITERATIONS = 100;

  private SpanJvm() {}

  /// One JVM: the three benchmarks in turn.
  static Map<String, Double> measure(List<String> vmOptions) throws RunnerException {
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

  static String[] with(List<String> options, String option) {
    return Stream.concat(options.stream(), Stream.of(option)).toArray(String[]::new);
  }

  /// The option that puts our agent into a JVM.
  ///
  /// @param directory for its recording
  /// @param more further options of the agent, each with a comma before it
  static String agent(Path directory, String more) {
    return "-javaagent:%s=methods=%s,presets=none,wait=true,file=%s%s"
        .formatted(AgentJar.path(), TRACED, directory.resolve("jebpf.jfr"), more);
  }
}
