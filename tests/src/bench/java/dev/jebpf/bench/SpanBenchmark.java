package dev.jebpf.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The cost of following a call: ours with the whole breakdown, beside tracers that take a bare
/// duration. Every figure is less an untraced call of the same JVM, or over two clock readings of
/// the same JVM.
final class SpanBenchmark implements Benchmark {
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
            asyncProfiler(directory),
            SpanJvm.TRACED.replace("::", "."),
            directory.resolve("async.jfr"));
    String recording = "-XX:StartFlightRecording:filename=" + directory;
    int rounds = settings.rounds(3);
    String ours = SpanJvm.agent(directory, "");

    Map<String, String> others = new LinkedHashMap<>();
    others.put("jebpf, tracing ended", SpanJvm.agent(directory, ",duration=1s"));
    others.put("JDK method timing", recording + ",method-timing=" + SpanJvm.TRACED);
    others.put(
        "JDK method trace past 10 ms",
        recording + ",method-trace=" + SpanJvm.TRACED + ",jdk.MethodTrace#threshold=10ms");
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
            .variant("no tracer", () -> SpanJvm.measure(compiler))
            .variant("jebpf", () -> SpanJvm.measure(List.of(SpanJvm.with(compiler, ours))));
    others.forEach(
        (name, option) ->
            alternation.variant(
                name, () -> SpanJvm.measure(List.of(SpanJvm.with(compiler, option)))));
    alternation.run(rounds).print(settings.out());
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
