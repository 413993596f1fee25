package dev.jebpf.bench;

import java.util.List;

/// `./jebpf bench [NAME...]`: runs benchmarks one after the other.
public final class Main {
  private static final List<Benchmark> ALL =
      List.of(
          new StartUpBenchmark(),
          new SpanBenchmark(),
          new SwitchBenchmark(),
          new HandOverBenchmark(),
          new BackendBenchmark(),
          new UserEventBenchmark(),
          new CompilerBenchmark(),
          new UsdtBenchmark(),
          new MountBenchmark(),
          new BlockedBenchmark(),
          new DemoBenchmark());

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings;
    try {
      settings = Settings.parse(arguments, System.out);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    List<Benchmark> chosen = choose(settings.names());
    if (chosen.isEmpty()) {
      System.err.println("no benchmark " + settings.names() + "; there are:");
      ALL.forEach(one -> System.err.printf("  %-12s %s%n", one.name(), one.purpose()));
      System.exit(2);
    }
    for (Benchmark benchmark : chosen) {
      settings.out().printf("%n== %s: %s%n", benchmark.name(), benchmark.purpose());
      benchmark.run(settings);
    }
  }

  private static List<Benchmark> choose(List<String> names) {
    return ALL.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
  }
}
