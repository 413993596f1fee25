package dev.jebpf.bench;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import java.io.IOException;
import java.util.Map;

/// The worst case for programs that run at every switch: two threads on one core that do nothing
/// but switch, without programs and with.
final class HandOverBenchmark implements Benchmark {
  private static final long SETTLE_MILLIS = 200;
  private static final long WINDOW_MILLIS = 400;

  /// The init process: somebody else.
  private static final int ANOTHER = 1;

  @Override
  public String name() {
    return "hand-over";
  }

  @Override
  public String purpose() {
    return "two threads on one core hand over to each other; goal: a loss below 10 % (ratio 0.9)";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Kernel kernel = Kernel.running();
    HotSpotOffsets offsets = JvmOffsets.ofThisJvm(kernel);
    var types = new BtfKernelTypes(KernelFeatures.of(kernel).types().orElseThrow());
    int self = Math.toIntExact(ProcessHandle.current().pid());
    ProbeConfig all = ProbeConfig.of(self, offsets);
    ProbeConfig accountOnly = all.withThresholds(Map.of());
    ProbeConfig foreign = ProbeConfig.of(ANOTHER, HotSpotOffsets.unavailable());
    for (PingPong.Means means : PingPong.Means.values()) {
      try (PingPong game = new PingPong(means);
          Contestant empty = new Contestant("empty", kernel, Tracepoints.empty(types))) {
        settings.out().printf("%n-- by %s%n", means);
        Alternation.of("hand-overs per second")
            .variant("no programs", () -> rate(game))
            .variant("this process traced", () -> traced(game, all))
            .variant("the account only", () -> traced(game, accountOnly))
            .variant("another process traced", () -> traced(game, foreign))
            .variant("empty programs", () -> attached(game, empty))
            .warmUps(1)
            .run(settings.rounds(8))
            .print(settings.out());
      }
    }
  }

  private static Map<String, Double> traced(PingPong game, ProbeConfig config)
      throws InterruptedException, IOException {
    try (KernelProbes _ = KernelProbes.open(config)) {
      return rate(game);
    }
  }

  private static Map<String, Double> attached(PingPong game, Contestant programs)
      throws InterruptedException, IOException {
    programs.attach();
    try {
      return rate(game);
    } finally {
      programs.detach();
    }
  }

  private static Map<String, Double> rate(PingPong game) throws InterruptedException, IOException {
    Thread.sleep(SETTLE_MILLIS);
    return Map.of("hand-overs", game.rate(WINDOW_MILLIS));
  }
}
