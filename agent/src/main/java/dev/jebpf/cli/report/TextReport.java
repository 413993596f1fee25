package dev.jebpf.cli.report;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.cli.text.Canvas;
import java.util.ArrayList;
import java.util.List;

/// A breakdown for people: a title, a table with a bar for each row, and how far it can be trusted.
///
/// @param top rows of the table; what lies below them is added up in a line of its own
public record TextReport(Canvas canvas, By by, int top) {

  /// The lines of the report, each within the width of the canvas where names allow.
  ///
  /// @param source what the report was read from
  public List<String> lines(String source, BreakdownReport report) {
    var lines = new ArrayList<String>();
    switch (by) {
      case THREAD -> new ThreadTable(canvas, top).addTo(lines, source, report);
      case METHOD -> new MethodTable(canvas, top).addTo(lines, source, report);
      case CALL -> new CallTable(canvas, top).addTo(lines, source, report);
    }
    lines.add("");
    new Credibility(canvas).addTo(lines, report);
    return lines;
  }
}
