package dev.jebpf.cli.report;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.breakdown.ThreadAccount;
import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.DurationText;
import dev.jebpf.cli.text.Texts;
import java.util.List;

/// A line for each thread: name, wall time, bar, largest states.
record ThreadTable(Canvas canvas, int top) {
  private static final int LEAST_NAME = 16;
  private static final int LEAST_BAR = 12;

  /// Room for two states of usual length and the rest.
  private static final int TWO_STATES = 40;

  void addTo(List<String> lines, String source, BreakdownReport report) {
    if (report.threads().isEmpty()) {
      lines.add("No thread was accounted for in " + source + ".");
      return;
    }
    var ranked = Ranking.threads(report);
    var shown = ranked.subList(0, Math.min(top, ranked.size()));
    var rest = ranked.subList(shown.size(), ranked.size());
    var all = sum(ranked);
    lines.add(
        canvas.strong(
            Names.count(ranked.size(), "thread")
                + ", "
                + DurationText.of(all.total())
                + " together: "
                + source));
    lines.add("");
    var layout = Layout.of(canvas.width(), names(shown));
    lines.add(
        canvas.faint(
            Texts.left("THREAD", layout.name)
                + Texts.right("WALL", DurationText.WIDTH + 2)
                + "  "
                + Texts.left("", layout.bar)
                + "  LARGEST STATES"));
    for (var thread : shown) {
      lines.add(row(layout, Names.of(thread), thread.states()));
    }
    if (!rest.isEmpty()) {
      lines.add(row(layout, "rest: " + Names.count(rest.size(), "thread"), sum(rest)));
    }
    lines.add("");
    lines.add(canvas.faint("All threads together"));
    lines.addAll(canvas.legend(all));
  }

  private String row(Layout layout, String name, StateTimes times) {
    return Texts.left(name, layout.name)
        + Texts.right(DurationText.of(times.total()), DurationText.WIDTH + 2)
        + "  "
        + canvas.bar(times, layout.bar)
        + "  "
        + canvas.states(times, layout.states);
  }

  private static StateTimes sum(List<ThreadAccount> threads) {
    return threads.stream().map(ThreadAccount::states).reduce(StateTimes.NONE, StateTimes::plus);
  }

  private static int names(List<ThreadAccount> threads) {
    return threads.stream().mapToInt(thread -> Names.of(thread).length()).max().orElse(0);
  }

  /// Characters for the name, the bar and the states.
  private record Layout(int name, int bar, int states) {
    static Layout of(int width, int longestName) {
      int name = Math.clamp(longestName, LEAST_NAME, Math.max(LEAST_NAME, width / 4));
      int room = Math.max(20, width - name - DurationText.WIDTH - 2 - 2 - 2);
      int bar = Math.max(LEAST_BAR, Math.min(room * 2 / 5, room - TWO_STATES));
      return new Layout(name, bar, room - bar);
    }
  }
}
