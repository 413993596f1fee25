package dev.jebpf.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.probes.HotSpotOffsets;
import dev.jebpf.probes.IgnoredRecords;
import dev.jebpf.probes.KernelProbes;
import dev.jebpf.probes.ProbeConfig;
import dev.jebpf.usdt.UsdtProbe;
import dev.jebpf.usdt.UsdtProvider;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What an event in user space costs the thread that hits it. Where the kernel can't emulate the
/// instruction under the breakpoint it single-steps it, which a virtual machine makes dear.
final class UserEventBenchmark implements Benchmark {
  private static final int CALLS = 20_000;
  private static final int ROUNDS = 7;

  /// What is called.
  private interface Work {
    void once() throws Throwable;
  }

  @Override
  public String name() {
    return "uprobes";
  }

  @Override
  public String purpose() {
    return "cost of a call that events=usdt:, uprobe: and uretprobe: see";
  }

  @Override
  public void run(Settings settings) throws Exception {
    UsdtProbe probe = UsdtProvider.create("bench").probe("hit", long.class);
    Work fire = () -> probe.fire(7L);
    measure(settings, "usdt:own", fire, "usdt:own:bench:hit", "usdt:own:bench:hit/arg0 == 0/");
    MethodHandle labs = handle("labs", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    Work move =
        () -> {
          long _ = (long) labs.invokeExact(7L);
        };
    measure(
        settings,
        "labs, which begins with a mov",
        move,
        "uprobe:libc:labs(arg0)",
        "uprobe:libc:labs/arg0 == 0/",
        "uretprobe:libc:labs(arg0)");
  }

  private static void measure(Settings settings, String what, Work work, String... events)
      throws Exception {
    double without = median(settings, work, null);
    settings.out().printf("%-40s %8.0f ns%n", what, without);
    for (String event : events) {
      try (var probes = probes(event)) {
        if (!probes.events().missing().isEmpty()) {
          throw new IllegalStateException(probes.events().missing().toString());
        }
        double with = median(settings, work, probes);
        settings.out().printf("  %-38s %8.0f ns more%n", event, with - without);
      }
    }
  }

  private static KernelProbes probes(String event) throws EventSyntaxException {
    return KernelProbes.open(
        ProbeConfig.of((int) ProcessHandle.current().pid(), HotSpotOffsets.unavailable())
            .withThresholds(Map.of())
            .withRingBytes(16 << 20)
            .withEvents(List.of(EventRequest.parse(event))));
  }

  /// The records are read between the rounds: what reading costs is another thread's.
  private static double median(Settings settings, Work work, KernelProbes probes) {
    double[] rounds = new double[settings.rounds(ROUNDS)];
    for (int i = 0; i < rounds.length; i++) {
      rounds[i] = nanosPerCall(work);
      if (probes != null) {
        probes.drain(new IgnoredRecords());
      }
    }
    Arrays.sort(rounds);
    return rounds[rounds.length / 2];
  }

  private static double nanosPerCall(Work work) {
    try {
      for (int i = 0; i < CALLS / 10; i++) {
        work.once();
      }
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        work.once();
      }
      return (System.nanoTime() - start) / (double) CALLS;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String function, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), type);
  }
}
