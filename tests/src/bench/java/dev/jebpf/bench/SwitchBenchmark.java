package dev.jebpf.bench;

import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.program.BpfStatistics;
import dev.jebpf.program.RunStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What each kernel program costs each time it runs, by the kernel's own measurement, less what it
/// measures for a program that does nothing.
final class SwitchBenchmark implements Benchmark {
  private static final long WINDOW_MILLIS = 500;
  private static final int ANOTHER = 1;

  /// Those that run at every hand-over.
  private static final List<String> MEASURED = List.of("onSwitch", "onWaking", "onEnter", "onExit");

  @Override
  public String name() {
    return "switch";
  }

  @Override
  public String purpose() {
    return "each kernel program per run, for threads that are traced and for others";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Kernel kernel = Kernel.running();
    HotSpotOffsets offsets = JvmOffsets.ofThisJvm(kernel);
    ProbeConfig traced = ProbeConfig.of(Math.toIntExact(ProcessHandle.current().pid()), offsets);
    ProbeConfig foreign = ProbeConfig.of(ANOTHER, HotSpotOffsets.unavailable());
    var types = new BtfKernelTypes(KernelFeatures.of(kernel).types().orElseThrow());
    for (PingPong.Means means : PingPong.Means.values()) {
      try (PingPong _ = new PingPong(means);
          Contestant empty = new Contestant("empty", kernel, Tracepoints.empty(types));
          BpfStatistics _ = BpfStatistics.enable(kernel)) {
        settings.out().printf("%n-- threads that hand over by %s%n", means);
        empty.attach();
        Alternation.of("ns per run")
            .variant("foreign thread", () -> measure(foreign, empty))
            .variant("traced thread", () -> measure(traced, empty))
            .warmUps(1)
            .run(settings.rounds(6))
            .print(settings.out());
      }
    }
  }

  private static Map<String, Double> measure(ProbeConfig config, Contestant empty)
      throws InterruptedException {
    try (KernelProbes probes = KernelProbes.open(config)) {
      Thread.sleep(100);
      RunStatistics emptyBefore = empty.statistics().get(Tracepoints.SWITCH);
      Map<String, RunStatistics> before = probes.runTimes();
      Thread.sleep(WINDOW_MILLIS);
      Map<String, RunStatistics> after = probes.runTimes();
      RunStatistics emptyAfter = empty.statistics().get(Tracepoints.SWITCH);
      double nothing = perRun(emptyBefore, emptyAfter);
      Map<String, Double> times = new TreeMap<>();
      times.put("(an empty program, taken off the others)", nothing);
      for (String program : MEASURED) {
        times.put(program, perRun(before.get(program), after.get(program)) - nothing);
      }
      return times;
    }
  }

  private static double perRun(RunStatistics before, RunStatistics after) {
    RunStatistics spent = after.since(before);
    return (double) spent.runTimeNanos() / spent.runCount();
  }
}
