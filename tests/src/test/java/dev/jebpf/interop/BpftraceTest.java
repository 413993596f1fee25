package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildRun;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class BpftraceTest {
  private static final int CALLS = 1_000_000;

  private static List<String> list(TracedService service) {
    ChildRun run =
        Tool.BPFTRACE.run(TracedService.PATIENCE, "-p", service.pid(), "-l", "usdt:*:acme:*");
    return run.out().stream()
        .filter(line -> line.contains(":acme:"))
        .map(line -> line.substring(line.lastIndexOf(':') + 1))
        .toList();
  }

  @Test
  void shouldListProbesAsTheyAreAdded() {
    try (TracedService service = TracedService.start()) {
      assertThat(list(service)).containsExactlyInAnyOrder("counted", "typed", "texts");
      assertThat(service.ask("add 1")).isEqualTo("1");
      assertThat(list(service)).containsExactlyInAnyOrder("counted", "typed", "texts", "p0");
      service.ask("close");
      assertThat(list(service)).isEmpty();
    }
  }

  @Test
  void shouldPrintTypedArguments() {
    String script =
        """
        usdt::acme:typed { printf("%ld %d %d %d %d %d\\n", arg0, arg1, arg2, arg3, arg4, arg5); }
        usdt::acme:texts
        { printf("%s|%d|%s|%r|%d\\n", str(arg0), arg1, str(arg2), buf(arg3, arg4), arg4); }
        """;
    try (TracedService service = TracedService.start();
        Bpftrace tracer = Bpftrace.start(service, script)) {
      service.ask("repeat typed");
      assertThat(tracer.awaitLine("-9223372036854775808"))
          .isEqualTo("-9223372036854775808 -2 -3 -4 1 8364");
      assertThat(tracer.awaitLine("caf")).isEqualTo("café \ud83d\udc1d|0|HOURS|\\x01\\x02|2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void shouldCountExactly(String threads) {
    try (TracedService service = TracedService.start();
        Bpftrace tracer = Bpftrace.counting(service)) {
      String sum = service.ask("count " + CALLS + " 4 " + threads);
      assertThat(tracer.interrupt().out()).contains("@calls: " + CALLS, "@sum: " + sum);
    }
  }

  @ParameterizedTest
  @EnabledOnOs(architectures = "amd64", disabledReason = "aarch64 has one instruction for it")
  @ValueSource(strings = {"nop", "nop5", "nop_nop10"})
  void shouldCountExactlyWithEachInstruction(String instruction) {
    try (TracedService service = TracedService.start("-Djebpf.usdt.instruction=" + instruction);
        Bpftrace tracer = Bpftrace.counting(service)) {
      service.ask("count 10000 2 platform");
      assertThat(tracer.interrupt().out()).contains("@calls: 10000");
    }
  }

  @Test
  void shouldBeEnabledWhileAnyTracerListens() {
    try (TracedService service = TracedService.start();
        Bpftrace killed = Bpftrace.counting(service);
        Bpftrace left = Bpftrace.counting(service)) {
      killed.kill();
      assertThat(service.ask("enabled counted")).isEqualTo("true");
      service.ask("count 1000 1 platform");
      assertThat(left.interrupt().out()).contains("@calls: 1000");
      assertThat(service.ask("disabled counted")).isEqualTo("false");

      try (Bpftrace next = Bpftrace.counting(service)) {
        service.ask("count 10 1 platform");
        assertThat(next.interrupt().out()).contains("@calls: 10");
      }
    }
  }

  /// Each has a file of its own, so neither counts the other's calls.
  @Test
  void shouldTellTwoJvmsOfAUserApart() {
    try (TracedService one = TracedService.start();
        TracedService other = TracedService.start();
        Bpftrace ofOne = Bpftrace.counting(one);
        Bpftrace ofOther = Bpftrace.countingFile(other)) {
      assertThat(one.file()).isNotEqualTo(other.file());
      one.ask("count 1000 1 platform");
      other.ask("count 10 1 platform");
      assertThat(ofOne.interrupt().out()).contains("@calls: 1000");
      assertThat(ofOther.interrupt().out()).contains("@calls: 10");
    }
  }

  @Test
  void shouldBeDisabledWhenTheOnlyTracerWasKilled() {
    try (TracedService service = TracedService.start();
        Bpftrace tracer = Bpftrace.counting(service)) {
      tracer.kill();
      assertThat(service.ask("disabled counted")).isEqualTo("false");
    }
  }

  /// 10,000 probes are more than fit into a file; the tracer of the first one stays.
  @Test
  void shouldKeepTracersWhileFilesAreAdded() {
    try (TracedService service = TracedService.start();
        Bpftrace tracer = Bpftrace.counting(service)) {
      assertThat(service.ask("add 10000")).isEqualTo("3");
      service.ask("count 1000 2 platform");
      assertThat(tracer.interrupt().out()).contains("@calls: 1000");
      assertThat(list(service)).hasSize(3 + 10_000).contains("p0", "p9999");

      String last = "usdt::acme:p9999 { printf(\"last %d\\n\", arg0); }";
      try (Bpftrace another = Bpftrace.start(service, last)) {
        service.ask("repeat p9999");
        assertThat(another.awaitLine("last")).isEqualTo("last 1");
      }
    }
  }
}
