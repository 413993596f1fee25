package dev.jebpf.bench;

import dev.jebpf.harness.HitCost;
import dev.jebpf.harness.HitCost.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What each mechanism costs per read of a file that it sees, against the cheapest.
final class BackendBenchmark implements Benchmark {
  private static final int ROUNDS = 7;

  @Override
  public String name() {
    return "backends";
  }

  @Override
  public String purpose() {
    return "cost of a read seen by fentry, kprobe.multi, kprobe and tracepoint, those the kernel has";
  }

  @Override
  public void run(Settings settings) throws IOException {
    Path file = Files.createTempFile("jebpf-backends", null);
    try {
      Files.write(file, new byte[1]);
      var costs = new HitCost(file, settings.rounds(ROUNDS)).measure();
      double least = costs.values().stream().mapToDouble(Cost::median).min().orElseThrow();
      costs.forEach(
          (mechanism, cost) ->
              settings
                  .out()
                  .printf(
                      "%-14s %8.0f ns (%.0f to %.0f)  %5.2f x%n",
                      mechanism, cost.median(), cost.least(), cost.most(), cost.median() / least));
    } finally {
      Files.delete(file);
    }
  }
}
