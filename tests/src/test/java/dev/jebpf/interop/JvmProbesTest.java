package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's probes of threads and of what the JVM does.
@Tag("kernel")
class JvmProbesTest {
  private static final int THREADS = 20;

  /// How late JFR's events may be here, where the machine has other work, in milliseconds.
  private static final long LATEST = 20_000;

  @TempDir Path directory;

  @Test
  void shouldTellOfThreadsAtTheMoment() {
    String script =
        """
        usdt::jebpf:thread__start /str(arg1) == "spawned"/ { @started[arg2] = count(); }
        usdt::jebpf:thread__end /str(arg1) == "spawned"/ { @ended[arg2] = count(); }
        usdt::jebpf:vthread__mount /arg0 != arg1/ { @mounts = count(); @ids = sum(arg0); }
        usdt::jebpf:vthread__unmount /arg0 != arg1/ { @unmounts = count(); @ids = sum(-arg0); }
        """;
    try (TracedMarket market = TracedMarket.start(directory);
        RunningJvm tracer = market.trace(script)) {
      String times = market.ask("spawn " + THREADS);
      assertThat(TracedMarket.end(tracer).out())
          .contains(
              "@started[0]: " + THREADS,
              "@started[1]: " + THREADS,
              "@ended[0]: " + THREADS,
              "@ended[1]: " + THREADS,
              "@mounts: " + times,
              "@unmounts: " + times,
              "@ids: 0");
    }
  }

  @Test
  void shouldTellOfCollectionsAndWhenTheyWere() {
    String script =
        """
        usdt::jebpf:gc__begin { printf("begin %s late=%d\\n", str(arg2), (nsecs - arg3) / 1000000); }
        usdt::jebpf:gc__end /arg3 > 0 && arg4 <= arg3/ { printf("end %s\\n", str(arg1)); }
        """;
    try (TracedMarket market = TracedMarket.start(directory);
        RunningJvm tracer = market.trace(script)) {
      market.ask("collect");
      String begin = tracer.awaitLine("begin System.gc() late=", TracedService.PATIENCE);
      assertThat(Long.parseLong(begin.substring(begin.indexOf('=') + 1))).isBetween(0L, LATEST);
      assertThat(tracer.awaitLine("end ", TracedService.PATIENCE)).isNotEqualTo("end ");
    }
  }

  @Test
  void shouldTellOfSafepointsInTheirOrder() {
    String script =
        """
        usdt::jebpf:safepoint__begin { @at[arg0] = arg1; }
        usdt::jebpf:safepoint__end /@at[arg0] != 0 && arg1 > @at[arg0]/ { printf("safepoint\\n"); }
        """;
    try (TracedMarket market = TracedMarket.start(directory);
        RunningJvm tracer = market.trace(script)) {
      market.ask("collect");
      tracer.awaitLine("safepoint", TracedService.PATIENCE);
    }
  }

  @Test
  void shouldTellWhoWaitedForAMonitorOfWhom() {
    String script =
        """
        usdt::jebpf:monitor__contended /arg0 != arg2 && arg2 != 0 && arg4 > 1000000/
        { printf("waited for %s\\n", str(arg1)); }
        """;
    try (TracedMarket market = TracedMarket.start(directory);
        RunningJvm tracer = market.trace(script)) {
      market.ask("contend");
      assertThat(tracer.awaitLine("waited", TracedService.PATIENCE))
          .isEqualTo("waited for java.lang.Object");
    }
  }

  @Test
  void shouldListThemAll() {
    try (TracedMarket market = TracedMarket.start(directory)) {
      ChildRun run =
          Tool.BPFTRACE.run(TracedService.PATIENCE, "-p", market.pid(), "-l", "usdt:*:jebpf:*");
      assertThat(run.out().stream().filter(line -> line.contains(":jebpf:")))
          .extracting(line -> line.substring(line.lastIndexOf(':') + 1))
          .containsExactlyInAnyOrder(
              "method__entry",
              "method__return",
              "thread__start",
              "thread__end",
              "vthread__mount",
              "vthread__unmount",
              "gc__begin",
              "gc__end",
              "safepoint__begin",
              "safepoint__end",
              "monitor__contended");
    }
  }
}
