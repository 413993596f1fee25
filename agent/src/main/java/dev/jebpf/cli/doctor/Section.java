package dev.jebpf.cli.doctor;

import dev.jebpf.cli.doctor.Finding.Mark;
import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Findings that belong together.
public record Section(String title, List<Finding> findings) {
  private static final int MARK = 4;
  private static final int LONGEST_SUBJECT = 34;

  /// A section of a copy of the findings.
  public Section {
    findings = List.copyOf(findings);
  }

  /// Whether nothing in it stands in the way of tracing.
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.mark() == Mark.FATAL);
  }

  /// Title and findings, details wrapped below themselves.
  public List<String> lines(Canvas canvas) {
    var lines = new ArrayList<String>();
    lines.add(canvas.strong(title));
    int subject =
        Math.min(
            LONGEST_SUBJECT,
            findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0));
    for (var finding : findings) {
      String label =
          "  "
              + Texts.left(finding.mark().text(), MARK)
              + "  "
              + Texts.left(finding.subject(), subject)
              + "  ";
      for (String line : Texts.wrap(label, finding.detail(), canvas.width())) {
        lines.add(coloured(canvas, finding.mark(), line.stripTrailing()));
      }
    }
    return lines;
  }

  private static String coloured(Canvas canvas, Mark mark, String line) {
    return switch (mark) {
      case OK -> line;
      case NO, UNKNOWN -> canvas.faint(line);
      case FATAL -> canvas.warning(line);
    };
  }
}
