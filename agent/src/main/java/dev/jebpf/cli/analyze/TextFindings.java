package dev.jebpf.cli.analyze;

import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Findings for people, the most severe first, and how many were left out.
public record TextFindings(Canvas canvas, Severity least) {
  private static final String INDENT = "  ";
  private static final String BULLET = "    - ";

  /// The lines of the report, each within the width of the canvas where names allow.
  ///
  /// @param source what the findings were made from
  public List<String> lines(String source, List<Finding> findings) {
    var lines = new ArrayList<String>();
    lines.add(counts(findings) + ": " + source);
    for (var finding : findings.stream().sorted(Finding.IMPORTANCE).toList()) {
      if (finding.severity().compareTo(least) >= 0) {
        lines.add("");
        add(lines, finding);
      }
    }
    return lines;
  }

  private static String counts(List<Finding> findings) {
    var counts = new ArrayList<String>();
    for (var severity : List.of(Severity.values()).reversed()) {
      long count = findings.stream().filter(f -> f.severity() == severity).count();
      if (count > 0) {
        counts.add(count + " " + severity.toString().replace('-', ' '));
      }
    }
    return findings.size() + " rules: " + String.join(", ", counts);
  }

  private void add(List<String> lines, Finding finding) {
    lines.add(title(finding));
    wrap(lines, INDENT, finding.summary());
    wrap(lines, INDENT, finding.explanation());
    finding.details().forEach(detail -> wrap(lines, BULLET, detail));
    if (!finding.solution().isEmpty()) {
      wrap(lines, INDENT + "What helps: ", finding.solution());
    }
  }

  private String title(Finding finding) {
    String mark = finding.severity().toString().toUpperCase(Locale.ROOT).replace('-', ' ');
    String score =
        finding.severity().compareTo(Severity.OK) < 0 || finding.severity() == Severity.FAILED
            ? ""
            : " " + Math.round(finding.score());
    String title = mark + score + "  " + finding.name() + "  ";
    return (finding.severity().compareTo(Severity.WARNING) >= 0
            ? canvas.warning(title)
            : canvas.strong(title))
        + canvas.faint("[" + finding.id() + "]");
  }

  private void wrap(List<String> lines, String label, String text) {
    if (!text.isEmpty()) {
      List<String> wrapped = Texts.wrap(" ".repeat(label.length()), text, canvas.width());
      lines.add(label + wrapped.getFirst().substring(label.length()));
      lines.addAll(wrapped.subList(1, wrapped.size()));
    }
  }
}
