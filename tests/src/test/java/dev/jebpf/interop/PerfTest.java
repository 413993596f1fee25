package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class PerfTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  /// `-Djebpf.cycles=1000` makes it a long run.
  private static final int CYCLES = Integer.getInteger("jebpf.cycles", 200);

  /// -3 and -4, which perf prints without their signs.
  private static final int SHORT = 0xfffd;

  private static final int BYTE = 0xfc;

  @TempDir Path directory;

  /// perf keeps SDT events in a cache below the home directory, here one of the test's.
  @Test
  void shouldRecordAllArguments() {
    String script =
        """
        export HOME="$1"
        cd "$1"
        perf buildid-cache --add "$2"
        perf list sdt
        perf probe -x "$2" sdt_acme:typed
        trap 'perf probe -d "sdt_acme:*"' EXIT
        mkfifo control answer
        perf record -q -D -1 --control fifo:control,answer -o perf.data -e sdt_acme:typed -p "$3" &
        echo enable > control
        read -r _ < answer
        echo attached
        read -r _
        kill -INT %1
        wait %1 || true
        perf script -i perf.data -F event,trace
        """;
    Tool.PERF.path();
    try (TracedService service = TracedService.start();
        var perf =
            Tool.startWithTraceFs(script, directory.toString(), service.file(), service.pid())) {
      perf.awaitLine("attached", PATIENCE);
      String identity = service.ask("typed");
      perf.send("fired");
      ChildRun run = perf.await(PATIENCE);

      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.out()).anyMatch(line -> line.contains("sdt_acme:texts"));
      assertThat(run.out())
          .filteredOn(line -> line.contains("arg12="))
          .singleElement()
          .asString()
          .contains(
              "arg1=-9223372036854775808 arg2=-2 arg3="
                  + SHORT
                  + " arg4="
                  + BYTE
                  + " arg5=1 arg6=8364 ",
              " arg9=3 ",
              " arg11=" + identity + " arg12=9223372036854775807");
    }
  }

  /// The kernel's own interface: `Documentation/trace/uprobetracer.rst`.
  @Test
  void shouldStandTracersComingAndGoingUnderLoad() {
    String script =
        """
        cd /sys/kernel/tracing
        echo "p:jebpf_test/cycle $1:$2($3) number=%di:s64" >> uprobe_events
        trap 'echo 0 > events/jebpf_test/cycle/enable; echo "-:jebpf_test/cycle" >> uprobe_events' EXIT
        for ((i = 0; i < $4; i++)); do
          echo 1 > events/jebpf_test/cycle/enable
          echo 0 > events/jebpf_test/cycle/enable
        done
        echo cycles=$i hits=$(sed -n 's/.*cycle *\\([0-9]*\\) .*/\\1/p' uprobe_profile)
        """;
    try (TracedService service = TracedService.start()) {
      ProbeAddresses counted = ProbeAddresses.of(service.file(), "counted");
      service.ask("load 2");
      ChildRun run =
          Tool.runWithTraceFs(
              PATIENCE,
              script,
              service.file(),
              counted.location(),
              counted.semaphore(),
              Integer.toString(CYCLES));
      assertThat(run.exit()).as("%s", run).isZero();
      assertThat(run.value("cycles")).startsWith(CYCLES + " hits=").doesNotEndWith("=0");
      assertThat(service.ask("disabled counted")).isEqualTo("false");
    }
  }
}
