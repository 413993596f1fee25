package dev.jebpf.cli.analyze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jebpf.cli.text.Canvas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final List<Finding> FINDINGS =
      List.of(
          finding("HeapDump", Severity.NOT_APPLICABLE, 0),
          finding("GcPauses", Severity.WARNING, 90),
          finding("jebpf.Losses", Severity.OK, 0),
          finding("jebpf.RunQueue", Severity.WARNING, 80),
          finding("jebpf.WaitingCalls", Severity.WARNING, 85),
          finding("FileRead", Severity.FAILED, 0));

  private static Finding finding(String id, Severity severity, double score) {
    return new Finding(
        id,
        "Name of " + id,
        "topic",
        severity,
        score,
        "Summary of " + id + ".",
        "",
        "Wait.",
        List.of("one", "two"));
  }

  private static List<String> text(Severity least) {
    return new TextFindings(Canvas.of(60), least).lines("orders.jfr", FINDINGS);
  }

  @Test
  void shouldListWhatMattersMostFirstAndOursBeforeTheJvms() {
    assertThat(text(Severity.INFO))
        .filteredOn(line -> line.endsWith("]"))
        .containsExactly(
            "FAILED  Name of FileRead  [FileRead]",
            "WARNING 85  Name of jebpf.WaitingCalls  [jebpf.WaitingCalls]",
            "WARNING 80  Name of jebpf.RunQueue  [jebpf.RunQueue]",
            "WARNING 90  Name of GcPauses  [GcPauses]");
  }

  @Test
  void shouldCountThoseItDoesNotShow() {
    assertThat(text(Severity.WARNING).getFirst())
        .isEqualTo("6 rules: 1 failed, 3 warning, 1 ok, 1 not applicable: orders.jfr");
  }

  @Test
  void shouldShowSummaryDetailsAndWhatHelps() {
    assertThat(text(Severity.NOT_APPLICABLE))
        .endsWith(
            "NOT APPLICABLE  Name of HeapDump  [HeapDump]",
            "  Summary of HeapDump.",
            "    - one",
            "    - two",
            "  What helps: Wait.");
  }

  @Test
  void shouldWriteJson() throws IOException {
    var out = new ByteArrayOutputStream();
    new JsonFindings(Severity.FAILED).write(FINDINGS, out);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"findings":[{"rule":"FileRead","name":"Name of FileRead","topic":"topic",\
            "severity":"failed","score":0.0,"summary":"Summary of FileRead.","explanation":"",\
            "solution":"Wait.","details":["one","two"]}]}
            """);
  }
}
