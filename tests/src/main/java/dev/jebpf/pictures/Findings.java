package dev.jebpf.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jebpf.harness.ChildJvm;
import dev.jebpf.harness.ChildRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What `jebpf analyze` found in a recording, the weightiest first.
///
/// @param findings of the rules that had something to judge
/// @param notApplicable rules that had not
record Findings(List<Finding> findings, long notApplicable) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NOT_APPLICABLE = "not-applicable";

  /// What one rule says.
  ///
  /// @param severity `warning`, `info` or `ok`
  /// @param score from 0 to 100
  record Finding(String name, String severity, double score, String summary, String solution) {}

  /// Runs the command.
  static Findings of(Path recording) throws IOException {
    ChildRun run =
        ChildJvm.cli(
                "analyze",
                recording.toString(),
                "--format",
                "json",
                "--min-severity",
                NOT_APPLICABLE)
            .run(PATIENCE);
    if (run.exit() != 0) {
      throw new IOException("jebpf analyze " + recording + ": " + run.err());
    }
    return parse(String.join("\n", run.out()));
  }

  private static Findings parse(String json) throws IOException {
    List<Finding> all =
        new ObjectMapper().readTree(json).get("findings").valueStream().map(Findings::of).toList();
    List<Finding> judged =
        all.stream().filter(finding -> !finding.severity().equals(NOT_APPLICABLE)).toList();
    return new Findings(judged, all.size() - judged.size());
  }

  private static Finding of(JsonNode finding) {
    return new Finding(
        finding.get("name").asText(),
        finding.get("severity").asText(),
        finding.get("score").asDouble(),
        finding.get("summary").asText(),
        finding.get("solution").asText());
  }
}
