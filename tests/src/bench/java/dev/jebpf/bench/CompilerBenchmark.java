package dev.jebpf.bench;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.compiler.BtfKernelTypes;
import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.Target;
import dev.jebpf.compiler.driver.ProgramCompiler;
import dev.jebpf.feature.KernelFeatures;
import dev.jebpf.linux.Kernel;
import dev.jebpf.map.Maps;
import dev.jebpf.probes.AccountFixture;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.program.BpfStatistics;
import dev.jebpf.program.ProgramSpec;
import dev.jebpf.program.RunStatistics;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scheduler account as our compiler makes it from Java and as clang makes it from C, all
/// attached to the same events. What runs first finds the caches cold, so each takes each place
/// equally often.
final class CompilerBenchmark implements Benchmark {
  private static final Path SOURCE =
      Path.of(System.getProperty("jebpf.root", "."), "tests/src/bench/c/scheduler_account.c");
  private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");
  private static final List<String> MEASURED = List.of(Tracepoints.SWITCH, Tracepoints.WAKING);
  private static final long WINDOW_MILLIS = 500;

  @Override
  public String name() {
    return "compiler";
  }

  @Override
  public String purpose() {
    return "the scheduler account compiled by us against clang -O2; goal: at most 1.05 of its time";
  }

  @Override
  public void run(Settings settings) throws Exception {
    Kernel kernel = Kernel.running();
    KernelFeatures features = KernelFeatures.of(kernel);
    BtfTypes btf = features.types().orElseThrow();
    KernelTypes types = new BtfKernelTypes(btf);
    Target target = features.target();
    HotSpotOffsets offsets = JvmOffsets.ofThisJvm(kernel);
    ProbeConfig config = ProbeConfig.of(Math.toIntExact(ProcessHandle.current().pid()), offsets);
    Path directory = Files.createTempDirectory("clang");
    Path header = directory.resolve("vmlinux.h");
    JavaProcess.run(
        new ProcessBuilder(
            "sh", "-c", "bpftool btf dump file " + VMLINUX + " format c > " + header));
    List<String> options = AccountOptions.of(config, types, AccountFixture.preemptCount(btf));
    options.add("-I" + directory);
    Path object = directory.resolve("account.o");

    try (var maps = Maps.inKernel(kernel)) {
      List<Contestant> contestants = new ArrayList<>();
      try {
        contestants.add(
            new Contestant(
                "clang -O2",
                kernel,
                clang(btf, types, maps, config, ClangPrograms.compile(SOURCE, object, options))));
        options.add("-fno-unroll-loops");
        contestants.add(
            new Contestant(
                "clang -O2 -fno-unroll-loops",
                kernel,
                clang(btf, types, maps, config, ClangPrograms.compile(SOURCE, object, options))));
        contestants.add(new Contestant("jebpf", kernel, ours(btf, types, target, maps, config)));
        contestants.add(new Contestant("empty", kernel, Tracepoints.empty(types)));
        slots(settings.out(), contestants);
        for (PingPong.Means means : PingPong.Means.values()) {
          settings.out().printf("%n-- ping-pong by %s, this process traced%n", means);
          run(kernel, contestants, means, settings);
        }
      } finally {
        contestants.forEach(Contestant::close);
      }
    }
  }

  private static List<ProgramSpec> clang(
      BtfTypes btf, KernelTypes types, Maps maps, ProbeConfig config, ElfObject object) {
    return new ClangPrograms(types, AccountFixture.create(maps, config, btf).maps()).of(object);
  }

  private static List<ProgramSpec> ours(
      BtfTypes btf, KernelTypes types, Target target, Maps maps, ProbeConfig config) {
    Object program = AccountFixture.create(maps, config, btf).program();
    return new ProgramCompiler(types, target).compile(program);
  }

  private static void slots(PrintStream out, List<Contestant> contestants) {
    out.printf("instruction slots%n");
    for (Contestant contestant : contestants) {
      out.printf("  %-30s %s%n", contestant.name(), contestant.slots());
    }
  }

  private static void run(
      Kernel kernel, List<Contestant> contestants, PingPong.Means means, Settings settings)
      throws Exception {
    try (PingPong _ = new PingPong(means);
        BpfStatistics _ = BpfStatistics.enable(kernel)) {
      Thread.sleep(1000); // until the JIT compiler has seen the game
      int rounds = settings.rounds(2 * contestants.size());
      List<Map<String, Map<String, Double>>> results = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        List<Contestant> order = new ArrayList<>(contestants);
        Collections.rotate(order, round / 2);
        results.add(window(round % 2 == 0 ? order : order.reversed()));
      }
      List<String> names = contestants.stream().map(Contestant::name).toList();
      new Comparison("ns per run", names, results).print(settings.out());
    }
  }

  /// One window: all attached in this order; nanoseconds per run of each program of each.
  private static Map<String, Map<String, Double>> window(List<Contestant> order)
      throws InterruptedException {
    order.forEach(Contestant::attach);
    try {
      Thread.sleep(100);
      Map<String, Map<String, RunStatistics>> before = statistics(order);
      Thread.sleep(WINDOW_MILLIS);
      Map<String, Map<String, RunStatistics>> after = statistics(order);
      Map<String, Map<String, Double>> times = new LinkedHashMap<>();
      after.forEach((name, end) -> times.put(name, perRun(before.get(name), end)));
      return times;
    } finally {
      order.forEach(Contestant::detach);
    }
  }

  private static Map<String, Map<String, RunStatistics>> statistics(List<Contestant> order) {
    Map<String, Map<String, RunStatistics>> all = new LinkedHashMap<>();
    order.forEach(contestant -> all.put(contestant.name(), contestant.statistics()));
    return all;
  }

  private static Map<String, Double> perRun(
      Map<String, RunStatistics> before, Map<String, RunStatistics> after) {
    Map<String, Double> times = new LinkedHashMap<>();
    for (String tracepoint : MEASURED) {
      RunStatistics spent = after.get(tracepoint).since(before.get(tracepoint));
      times.put(tracepoint, (double) spent.runTimeNanos() / spent.runCount());
    }
    return times;
  }
}
