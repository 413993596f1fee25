package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.harness.RunningJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The probes that the agent makes of traced methods.
@Tag("kernel")
class AgentProbesTest {
  private static final int CALLS = 100_000;
  private static final int MANY_CALLS = 1_000_000;
  private static final String SHOP = "usdt::dev_jebpf_interop_Shop:";

  private static RunningJvm shop(String usdt) {
    RunningJvm shop =
        ChildJvm.of(Shop.class)
            .agent(
                "methods=dev.jebpf.interop.Shop::sell", "presets=none", "wait=true", "usdt=" + usdt)
            .start();
    shop.awaitLine("open", TracedService.PATIENCE);
    return shop;
  }

  private static ChildRun list(RunningJvm shop) {
    return Tool.BPFTRACE.run(
        TracedService.PATIENCE, "-p", Long.toString(shop.pid()), "-l", "usdt:*:dev_jebpf*:*");
  }

  @Test
  void shouldBeProbesOfTheTracedMethodsIfAskedFor() {
    try (RunningJvm plain = shop("false");
        RunningJvm shop = shop("true")) {
      assertThat(list(plain).out()).noneMatch(line -> line.contains("Shop"));
      shop.send("1");
      shop.awaitLine("sold=", TracedService.PATIENCE);
      assertThat(list(shop).out().stream().filter(line -> line.contains("Shop")))
          .extracting(line -> line.substring(line.lastIndexOf(':') + 1))
          .containsExactlyInAnyOrder(
              "sell__entry",
              "sell__return",
              "sell__throw",
              "sell_2__entry",
              "sell_2__return",
              "sell_2__throw");
    }
  }

  @Test
  void shouldCarryArgumentsResultsAndExceptions() {
    Bpftrace.requireTextKeys();
    String script =
        """
        SHOPsell__entry /arg2 == 1/ { printf("%s %d\\n", str(arg3), arg0); }
        SHOPsell__entry /arg2 > 1 && arg2 < 1000000/
        { @calls = count(); @kind = (int64) arg4; @span[tid] = arg1; }
        SHOPsell__return /arg3 == 2/ { printf("two\\n"); }
        SHOPsell__return /arg3 > 2/ { @results = sum(arg3); }
        SHOPsell__return /arg3 > 2 && arg1 == @span[tid] && arg1 != 0 && arg2 > 0/
        { @timed = count(); }
        SHOPsell__throw /arg1 != 0 && arg2 > 0/ { @thrown[str(arg3)] = count(); }
        SHOPsell_2__return { @overloaded = count(); }
        """
            .replace("SHOP", SHOP);
    try (RunningJvm shop = shop("true");
        RunningJvm tracer =
            Tool.BPFTRACE.start("-B", "line", "-p", Long.toString(shop.pid()), "-e", script)) {
      String thread = shop.awaitLine("open=", TracedService.PATIENCE).substring("open=".length());
      // Calls with the number 1 count for nothing and show that the tracer listens.
      Thread selling = Thread.ofPlatform().daemon().start(() -> sellOnesUntilInterrupted(shop));
      assertThat(tracer.awaitLine("eve", TracedService.PATIENCE)).isEqualTo("eve " + thread);
      tracer.awaitLine("two", TracedService.PATIENCE);
      selling.interrupt();
      shop.send(Integer.toString(CALLS));
      long sum = CALLS * (CALLS + 1L) + 10L * CALLS;
      shop.awaitLine("sold=" + sum, TracedService.PATIENCE);
      tracer.signal("INT");
      ChildRun run = tracer.await(TracedService.PATIENCE);
      assertThat(run.out())
          .contains(
              "@calls: " + (CALLS - 1),
              "@kind: -1",
              "@results: " + (CALLS * (CALLS + 1L) - 2),
              "@timed: " + (CALLS - 1))
          .anyMatch(line -> line.startsWith("@thrown[java.lang.IllegalArgumentException]: "))
          .anyMatch(line -> line.startsWith("@overloaded: "));
    }
  }

  @Test
  void shouldCountEveryCallOfSeveralThreads() {
    // Keys are no texts: bpftrace keeps these per CPU, where another thread may write over them.
    String script =
        """
        SHOPsell__entry /arg2 == 1/ { @calls = sum(0); @sum = sum(0); printf("entry\\n"); }
        SHOPsell__return /arg3 == 2/ { @returns = sum(0); @results = sum(0); printf("return\\n"); }
        SHOPsell__entry /arg2 > 1 && arg2 <= 1000000/ { @calls = sum(1); @sum = sum(arg2); }
        SHOPsell__return /arg3 > 2 && arg3 <= 2000000/ { @returns = sum(1); @results = sum(arg3); }
        """
            .replace("SHOP", SHOP);
    try (RunningJvm shop = shop("true");
        RunningJvm tracer =
            Tool.BPFTRACE.start("-B", "line", "-p", Long.toString(shop.pid()), "-e", script)) {
      Thread selling = Thread.ofPlatform().daemon().start(() -> sellOnesUntilInterrupted(shop));
      tracer.awaitLine("entry", TracedService.PATIENCE);
      tracer.awaitLine("return", TracedService.PATIENCE);
      selling.interrupt();
      long sum = MANY_CALLS * (MANY_CALLS + 1L) / 2;
      shop.send(MANY_CALLS + " 4");
      shop.awaitLine("sold=" + (2 * sum + 10L * MANY_CALLS), TracedService.PATIENCE);
      tracer.signal("INT");
      assertThat(tracer.await(TracedService.PATIENCE).out())
          .contains(
              "@calls: " + (MANY_CALLS - 1),
              "@sum: " + (sum - 1),
              "@returns: " + (MANY_CALLS - 1),
              "@results: " + (2 * sum - 2));
    }
  }

  private static void sellOnesUntilInterrupted(RunningJvm shop) {
    while (!Thread.currentThread().isInterrupted()) {
      shop.send("1");
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Test
  void shouldLetTheServiceGoOnWhereThereCanBeNone() {
    try (RunningJvm shop =
        ChildJvm.of(Shop.class)
            .jvm("-Djebpf.usdt.directory=/proc")
            .agent("methods=dev.jebpf.interop.Shop::sell", "presets=none", "wait=true", "usdt=true")
            .start()) {
      shop.send("3");
      shop.awaitLine("sold=42", TracedService.PATIENCE);
      shop.signal("TERM");
      assertThat(shop.await(TracedService.PATIENCE).err())
          .anyMatch(
              line ->
                  line.startsWith(
                      "jebpf: there are no USDT probes: no directory for the file of USDT probes:"
                          + " /proc: "));
    }
  }

  @Test
  void shouldBeListedWithTheTypesOfTheirArguments() {
    try (RunningJvm shop = shop("true")) {
      shop.send("1");
      shop.awaitLine("sold=", TracedService.PATIENCE);
      ChildRun run =
          ChildJvm.cli("list", "--pid", Long.toString(shop.pid()), "usdt:*Shop:sell__*", "-v")
              .run(TracedService.PATIENCE);
      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .extracting(line -> line.substring(line.lastIndexOf(':') + 1).strip())
          .containsExactly(
              "sell__entry",
              "sell__entry(int64_t arg0, int64_t arg1, int32_t arg2, uint64_t arg3, int8_t arg4,"
                  + " uint32_t arg5)",
              "sell__return",
              "sell__return(int64_t arg0, int64_t arg1, int64_t arg2, int64_t arg3)",
              "sell__throw",
              "sell__throw(int64_t arg0, int64_t arg1, int64_t arg2, uint64_t arg3)");
    }
  }
}
