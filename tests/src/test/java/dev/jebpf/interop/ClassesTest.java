package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.RunningJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Classes that are loaded, redefined and unloaded while a tracer is attached to their probes.
@Tag("kernel")
class ClassesTest {
  private static final int CALLS = 1000;
  private static final String GOODS = "usdt::dev_jebpf_interop_Goods:";

  @TempDir Path directory;

  /// The first thing that happens to any traced class, with all its names.
  @Test
  void shouldSeeTheFirstCallOfAClassThatIsLoadedLater() {
    String script =
        """
        usdt::jebpf:method__entry { @entries[str(arg2), str(arg3), str(arg4)] = count(); }
        usdt::jebpf:method__return /arg5 > 0/ { @returns[str(arg3)] = count(); }
        """;
    try (TracedMarket market = TracedMarket.start(directory);
        RunningJvm tracer = market.trace(script)) {
      assertThat(market.ask("call " + CALLS)).isEqualTo(Integer.toString(CALLS));
      assertThat(TracedMarket.end(tracer).out())
          .contains(
              "@entries[dev.jebpf.interop.Goods, price, ()I]: " + CALLS,
              "@returns[price]: " + CALLS);
    }
  }

  @Test
  void shouldKeepTheTracerWhenAClassIsRedefinedOrUnloaded() {
    String script = GOODS + "price__return { @returned[arg3] = count(); }\n";
    try (TracedMarket market = TracedMarket.start(directory)) {
      market.ask("call 1");
      try (RunningJvm tracer = market.trace(script)) {
        assertThat(market.ask("call " + CALLS)).isEqualTo(Integer.toString(CALLS));
        market.ask("redefine");
        assertThat(market.ask("call " + CALLS)).isEqualTo(Integer.toString(2 * CALLS));
        market.ask("unload");
        assertThat(market.ask("call " + CALLS)).isEqualTo(Integer.toString(CALLS));
        assertThat(TracedMarket.end(tracer).out())
            .contains("@returned[1]: " + 2 * CALLS, "@returned[2]: " + CALLS);
      }
    }
  }
}
