package dev.jebpf.guest.inside;

import dev.jebpf.guest.inside.TestOutcome.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reports to read.
public final class Reports {
  private Reports() {}

  /// One test of each kind, with what XML has to escape.
  public static void write(Path directory, String guest) throws IOException {
    SurefireReport.write(
        directory,
        guest,
        List.of(
            new TestOutcome("dev.jebpf.ATest", "passes", Status.PASSED, 0.5, "", 1),
            new TestOutcome("dev.jebpf.ATest", "passesLater", Status.PASSED, 0.5, "1 < 2", 2),
            new TestOutcome(
                "dev.jebpf.ATest", "lacks", Status.SKIPPED, 0, "feature missing: \"x\" & y", 1),
            new TestOutcome(
                "dev.jebpf.BTest", "fails[1] a<b>", Status.FAILED, 1, "no\n\tat B\u001b", 3)));
  }
}
