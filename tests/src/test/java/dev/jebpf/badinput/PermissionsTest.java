package dev.jebpf.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.harness.Breakdown;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.PublicFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is left when the kernel refuses or lacks something: durations of calls, and the reason.
@Tag("kernel")
class PermissionsTest {
  private static final String METHODS = "methods=dev.jebpf.badinput.Service::work";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "-all, lacks CAP_BPF and CAP_PERFMON:",
    "'-all,+perfmon', lacks CAP_BPF:",
    "'-all,+bpf', lacks CAP_PERFMON:"
  })
  void shouldSayWhichCapabilityIsMissing(String capabilities, String missing) throws IOException {
    var files = new PublicFiles(directory);
    Path recording = files.writable("recordings").resolve("service.jfr");
    var run =
        Runs.served(
            ChildJvm.of(Service.class)
                .classPath(files.classPath(Service.class))
                .agent(files.agent(), "file=" + recording, METHODS, "wait=true")
                .through(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--bounding-set=" + capabilities,
                    "--inh-caps=" + capabilities,
                    "--ambient-caps=" + capabilities));
    assertThat(Runs.theLine(run)).contains(missing);
    Breakdown breakdown = Breakdown.of(recording);
    assertThat(breakdown.method("Service.work").count()).isEqualTo(10);
    assertThat(breakdown.backends().values()).anyMatch(reason -> reason.contains(missing));
  }

  @Test
  void shouldSayThatTheKernelHasNoBtf() throws IOException {
    Path recording = directory.resolve("service.jfr");
    var run =
        Runs.served(
            without("/sys/kernel/btf", ChildJvm.of(Service.class))
                .agent("file=" + recording, METHODS, "wait=true"));
    assertThat(Runs.theLine(run)).contains("BTF");
    assertThat(Breakdown.of(recording).method("Service.work").count()).isEqualTo(10);
  }

  @Test
  void shouldNotNeedTracefs() throws IOException {
    Path recording = directory.resolve("service.jfr");
    var run =
        Runs.served(
            without("/sys/kernel/tracing", ChildJvm.of(Service.class))
                .agent("file=" + recording, METHODS, "wait=true"));
    assertThat(run.err()).isEmpty();
    var work = Breakdown.of(recording).method("Service.work");
    assertThat(work.states().get("sleep")).isGreaterThan(40_000_000L);
  }

  /// Runs a child in a mount namespace where an empty file system hides a directory.
  private static ChildJvm without(String hidden, ChildJvm child) {
    return child.through(
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs none " + hidden + " && exec \"$@\"",
        "sh");
  }
}
