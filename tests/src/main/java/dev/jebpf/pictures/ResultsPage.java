package dev.jebpf.pictures;

import dev.jebpf.pictures.Findings.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The results of the rules as on JMC's page *Automated Analysis Results*: how much each matters,
/// what it found and what helps.
final class ResultsPage {
  private static final int WIDTH = 1200;
  private static final int MARGIN = 10;
  private static final int TEXT = 130;
  private static final int TOP = 68;
  private static final int ROW = 15;
  private static final int BAR = 90;

  private static final Map<String, String> COLOURS =
      Map.of("warning", "#d9534f", "info", "#5b9bd5", "ok", "#7fbf7f");

  private final Findings findings;
  private final Svg svg = new Svg(WIDTH, "Automated Analysis Results");
  private double y = TOP;

  ResultsPage(Findings findings) {
    this.findings = findings;
  }

  /// The page as an SVG file.
  String draw() {
    svg.text(MARGIN, 24, "h", "Automated Analysis Results");
    svg.text(
        MARGIN,
        42,
        "g",
        "jebpf analyze; %d rules more had nothing to judge in this recording"
            .formatted(findings.notApplicable()));
    findings.findings().forEach(this::draw);
    return svg.draw(y);
  }

  private void draw(Finding finding) {
    String colour = COLOURS.getOrDefault(finding.severity(), "#999");
    svg.box(MARGIN, y - 10, BAR, 12, Palette.LANE);
    svg.box(MARGIN, y - 10, Math.max(3, BAR * finding.score() / 100), 12, colour);
    svg.text(TEXT, y, "b", finding.name());
    svg.text(MARGIN, y + ROW, "g", "%.0f, %s".formatted(finding.score(), finding.severity()));
    paragraph("", finding.summary());
    if (!finding.severity().equals("ok")) {
      paragraph("g", finding.solution());
    }
    y += ROW + 10;
  }

  private void paragraph(String classes, String text) {
    for (String line : lines(text)) {
      y += ROW;
      svg.text(TEXT, y, classes, line);
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (Svg.fit(longer, WIDTH - TEXT - MARGIN, Svg.SIZE).equals(longer)) {
        line = longer;
      } else {
        lines.add(line);
        line = word;
      }
    }
    lines.add(line);
    return lines;
  }
}
