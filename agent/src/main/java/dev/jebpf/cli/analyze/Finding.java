package dev.jebpf.cli.analyze;

import java.util.Comparator;
import java.util.List;

/// What one rule says about a recording.
///
/// @param id of the rule, `jebpf.RunQueue`
/// @param name of the rule
/// @param topic JMC's name for the page the rule belongs to
/// @param severity how much it matters
/// @param score the same from 0 to 100
/// @param summary one sentence
/// @param explanation what was measured; may be empty
/// @param solution what to do; may be empty
/// @param details what the finding was made from, the most important first; may be empty
public record Finding(
    String id,
    String name,
    String topic,
    Severity severity,
    double score,
    String summary,
    String explanation,
    String solution,
    List<String> details) {
  /// The most severe first, ours before the JVM's, then by score and name.
  public static final Comparator<Finding> IMPORTANCE =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(finding -> !finding.ours())
          .thenComparing(Comparator.comparingDouble(Finding::score).reversed())
          .thenComparing(Finding::id);

  /// Keeps a copy of the details.
  public Finding {
    details = List.copyOf(details);
  }

  /// Whether the rule is about events of jebpf.
  public boolean ours() {
    return id.startsWith("jebpf.");
  }
}
