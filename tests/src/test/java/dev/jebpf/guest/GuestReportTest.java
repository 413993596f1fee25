package dev.jebpf.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.guest.inside.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestReportTest {
  private static final GuestKernel KERNEL =
      new GuestKernel("6.12", Machine.ARM64, "trixie", "linux-image-cloud-arm64");
  private static final GuestJdk JDK =
      new GuestJdk.Packaged("26", "sid", List.of("openjdk-26-jre-headless"), "jvm");

  @TempDir private Path results;

  private GuestReport report() throws Exception {
    Reports.write(results, "linux-6.12");
    Files.writeString(
        results.resolve("doctor"),
        """
        Kernel: Linux 6.12
          ok    fentry

        Probes, each attached for a moment
          ok    file.operations  btf tracepoint sys_exit,
                                 btf tracepoint sys_enter
          no    thread.waker     refused

        Tracing works.
        """);
    return GuestReport.of(results, "linux-6.12");
  }

  @Test
  void shouldTellHowEachTestEndedAndWhatServesEachProbe() throws Exception {
    GuestReport report = report();
    assertThat(report.passed()).isEqualTo(2);
    assertThat(report.flaky()).isEqualTo(1);
    assertThat(report.failed()).containsExactly("BTest#fails[1] a<b>");
    assertThat(report.skipped())
        .isEqualTo(Map.of("feature missing: \"x\" & y", List.of("ATest#lacks")));
    assertThat(report.backends())
        .isEqualTo(
            Map.of(
                "file.operations", "btf tracepoint sys_exit, btf tracepoint sys_enter",
                "thread.waker", "refused"));
  }

  @Test
  void shouldCountAsTheLaunchersTotalsDo() throws Exception {
    report();
    assertThat(Files.readString(GuestReport.report(results, "linux-6.12")))
        .contains("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\"")
        .contains("<testcase name=\"lacks\" classname=\"linux-6.12/dev.jebpf.ATest\"");
  }

  @Test
  void shouldPrintARowForEachGuestAlsoForOneThatDied() throws Exception {
    List<String> table =
        MatrixTable.of(
            List.of(
                new GuestResult(
                    KERNEL, JDK, "events", Optional.of(report()), "", true, 61.4, "abc 20:15"),
                new GuestResult(
                    KERNEL, JDK, "probes", Optional.empty(), "it hung", true, 300, "abc 20:15")));
    assertThat(table)
        .contains("6.12-arm64   26   events         2       1        1       61  abc 20:15")
        .contains("  thread.waker: refused")
        .contains("  skipped 1: feature missing: \"x\" & y")
        .contains("  failed: BTest#fails[1] a<b>")
        .contains("6.12-arm64   26   probes         -       -        -      300  abc 20:15")
        .contains("  no report: it hung");
  }
}
