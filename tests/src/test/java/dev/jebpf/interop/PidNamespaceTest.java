package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.Container;
import dev.jebpf.harness.RunningJvm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The agent's probes of a service in a PID namespace of its own, where its id is 1: for tools
/// outside, that know it by another id, and for tools inside.
@Tag("kernel")
class PidNamespaceTest {
  private static final int CALLS = 1000;
  private static final String INSIDE = "1";

  /// Ends with the last call: nsenter(1) hands no signal on.
  private static final String SCRIPT =
      """
      usdt::dev_jebpf_interop_Shop:sell__entry /arg2 == 1/ { printf("hears %s\\n", str(arg3)); }
      usdt::dev_jebpf_interop_Shop:sell__entry /arg2 > 1 && arg2 < 1000000/
      { @calls = count(); @sum = sum(arg2); if (arg2 == 1000) { exit(); } }
      usdt::jebpf:method__return /arg5 > 0/ { @methods[str(arg3)] = count(); }
      """;

  private static RunningJvm shop() {
    RunningJvm shop =
        ChildJvm.of(Shop.class)
            .agent("methods=dev.jebpf.interop.Shop::sell", "presets=none", "wait=true", "usdt=true")
            .through(Container.PID_NAMESPACE.command())
            .start();
    shop.awaitLine("open=", TracedService.PATIENCE);
    shop.send("1");
    shop.awaitLine("sold=", TracedService.PATIENCE);
    return shop;
  }

  /// The JVM's id where the test runs: it is the only child of unshare(1).
  private static String outside(RunningJvm shop) {
    ProcessHandle unshare = ProcessHandle.of(shop.pid()).orElseThrow();
    return Long.toString(unshare.children().findFirst().orElseThrow().pid());
  }

  /// Enters the namespace, with its `/proc`, as `docker exec` does.
  private static RunningJvm inside(RunningJvm shop, String... arguments) {
    List<String> enter =
        List.of("--target", outside(shop), "--pid", "--mount", Tool.BPFTRACE.path());
    return Tool.NSENTER.start(
        Stream.concat(enter.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private static List<String> names(ChildRun list) {
    return list.out().stream()
        .filter(line -> line.contains(":dev_jebpf_interop_Shop:"))
        .map(line -> line.substring(line.lastIndexOf(':') + 1))
        .toList();
  }

  private static void shouldCount(RunningJvm shop, RunningJvm tracer) {
    Thread selling = Thread.ofPlatform().daemon().start(() -> sellOnes(shop));
    assertThat(tracer.awaitLine("hears", TracedService.PATIENCE)).isEqualTo("hears eve");
    selling.interrupt();
    long sum = CALLS * (CALLS + 1L) / 2;
    shop.send(Integer.toString(CALLS));
    shop.awaitLine("sold=" + (2 * sum + 10L * CALLS), TracedService.PATIENCE);
    assertThat(tracer.await(TracedService.PATIENCE).out())
        .contains("@calls: " + (CALLS - 1), "@sum: " + (sum - 1))
        .anyMatch(line -> line.startsWith("@methods[sell]: "));
  }

  /// Calls that count for nothing show that the tracer listens.
  private static void sellOnes(RunningJvm shop) {
    try {
      while (true) {
        shop.send("1");
        Thread.sleep(20);
      }
    } catch (InterruptedException _) {
      // it does
    }
  }

  @Test
  void shouldBeSeenFromOutside() {
    Bpftrace.requireTextKeys();
    try (RunningJvm shop = shop()) {
      String pid = outside(shop);
      assertThat(pid).isNotEqualTo(INSIDE);
      assertThat(names(Tool.BPFTRACE.run(TracedService.PATIENCE, "-p", pid, "-l", "usdt:*")))
          .contains("sell__entry", "sell__return", "sell__throw");
      try (RunningJvm tracer = Tool.BPFTRACE.start("-B", "line", "-p", pid, "-e", SCRIPT)) {
        shouldCount(shop, tracer);
      }
    }
  }

  @Test
  void shouldBeSeenFromInside() {
    Bpftrace.requireTextKeys();
    try (RunningJvm shop = shop()) {
      try (RunningJvm list = inside(shop, "-p", INSIDE, "-l", "usdt:*")) {
        assertThat(names(list.await(TracedService.PATIENCE)))
            .contains("sell__entry", "sell__return", "sell__throw");
      }
      try (RunningJvm tracer = inside(shop, "-B", "line", "-p", INSIDE, "-e", SCRIPT)) {
        shouldCount(shop, tracer);
      }
    }
  }
}
