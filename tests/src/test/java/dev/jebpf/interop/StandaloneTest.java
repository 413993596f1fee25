package dev.jebpf.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import dev.jebpf.usdt.UsdtProvider;
import dev.jebpf.usdt.UsdtService;
import java.io.File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The library without the agent and everything else that is ours.
@Tag("kernel")
class StandaloneTest {
  private static final String ALONE =
      ChildJvm.classPathOf(UsdtProvider.class)
          + File.pathSeparator
          + ChildJvm.classPathOf(UsdtService.class);

  @Test
  void shouldNeedNothingButTheJdk() {
    try (TracedService service = TracedService.start(TracedService.describe().classPath(ALONE));
        Bpftrace tracer = Bpftrace.counting(service)) {
      service.ask("count 1000 1 virtual");
      assertThat(tracer.interrupt().out()).contains("@calls: 1000");
    }
  }

  @Test
  void shouldSayThatItNeedsNativeAccess() {
    ChildRun run =
        ChildJvm.of(UsdtService.class)
            .classPath(ALONE)
            .jvm("--illegal-native-access=deny")
            .run(TracedService.PATIENCE);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(String.join("\n", run.err()))
        .contains(
            "UsdtException: no USDT probes without native access;"
                + " start with --enable-native-access=ALL-UNNAMED");
  }

  /// Tools outside see the file by its path, whatever number the service has inside.
  @Test
  void shouldBeTracedInAPidNamespaceOfItsOwn() {
    ChildJvm child =
        TracedService.describe()
            .through("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
    try (TracedService service = TracedService.start(child);
        Bpftrace tracer = Bpftrace.countingFile(service)) {
      service.ask("count 1000 2 platform");
      assertThat(tracer.interrupt().out()).contains("@calls: 1000");
    }
  }
}
