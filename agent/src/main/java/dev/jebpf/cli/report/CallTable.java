package dev.jebpf.cli.report;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.DurationText;
import dev.jebpf.cli.text.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The slowest calls, each with what it waited for and the recorded calls inside it.
record CallTable(Canvas canvas, int top) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int TIME = DurationText.WIDTH;

  /// Calls inside a call are shown when they took at least one part in so many of the outermost
  /// one.
  private static final int LEAST_PART = 20;

  private static final int MOST_DEPTH = 6;

  void addTo(List<String> lines, String source, BreakdownReport report) {
    if (report.calls().isEmpty()) {
      lines.add("No call was recorded by itself in " + source + ".");
      lines.add("Calls are recorded past the agent's option threshold=TIME.");
      return;
    }
    var tree = new CallTree(report.calls());
    var ranked = Ranking.calls(tree.roots());
    var shown = ranked.subList(0, Math.min(top, ranked.size()));
    var rest = ranked.subList(shown.size(), ranked.size());
    var all = sum(ranked);
    lines.add(
        canvas.strong(
            Names.count(ranked.size(), "outermost call")
                + " past the threshold, "
                + DurationText.of(all.total())
                + " together: "
                + source));
    for (var call : shown) {
      lines.add("");
      lines.add(title(call));
      lines.add(bar(call.states()));
      addCaller(lines, call);
      addChildren(lines, tree, call, call.wallNanos() / LEAST_PART, 1);
    }
    if (!rest.isEmpty()) {
      lines.add("");
      lines.add(
          Texts.right(DurationText.of(sum(rest).total()), TIME)
              + "  rest: "
              + Names.count(rest.size(), "outermost call"));
      lines.add(bar(sum(rest)));
    }
    lines.add("");
    lines.add(canvas.faint("All outermost calls together"));
    lines.addAll(canvas.legend(all));
  }

  private String title(CallAccount call) {
    String when = CLOCK.format(call.start().atZone(ZoneId.systemDefault()));
    String where = when + "  " + Texts.cut(Names.thread(call), canvas.width() / 4);
    int room = canvas.width() - TIME - 2 - 2 - where.length();
    String method = Texts.method(call.method(), room);
    return Texts.right(DurationText.of(call.wallNanos()), TIME)
        + "  "
        + canvas.strong(method)
        + " ".repeat(Math.max(0, room - method.length()) + 2)
        + canvas.faint(where);
  }

  private void addCaller(List<String> lines, CallAccount call) {
    String indent = " ".repeat(TIME + 2);
    if (call.thrown() != null) {
      lines.add(indent + canvas.warning("threw " + call.thrown()));
    }
    call.callers().stream()
        .filter(frame -> !frame.startsWith(call.method() + ":"))
        .findFirst()
        .map(frame -> "from " + Texts.method(frame, canvas.width() - indent.length() - 5))
        .ifPresent(frame -> lines.add(canvas.faint(indent + frame)));
  }

  private void addChildren(
      List<String> lines, CallTree tree, CallAccount call, long least, int depth) {
    if (depth > MOST_DEPTH) {
      return;
    }
    long hidden = 0;
    int small = 0;
    for (var child : tree.children(call)) {
      if (child.wallNanos() < least) {
        hidden += child.wallNanos();
        small++;
        continue;
      }
      var chain = tree.chain(child);
      lines.add(row(depth, chain));
      addChildren(lines, tree, chain.getLast(), least, depth + 1);
    }
    if (small > 0) {
      lines.add(
          Texts.right(DurationText.of(hidden), TIME)
              + "  ".repeat(depth + 1)
              + Names.count(small, "shorter call"));
    }
  }

  private String row(int depth, List<CallAccount> chain) {
    int room = canvas.width() - TIME - 2;
    int column = room * 11 / 20;
    String indent = "  ".repeat(depth);
    var call = chain.getLast();
    return Texts.right(DurationText.of(call.wallNanos()), TIME)
        + "  "
        + indent
        + Texts.left(ChainName.of(chain, column - indent.length()), column - indent.length())
        + "  "
        + canvas.states(call.states(), room - column - 2);
  }

  private String bar(StateTimes times) {
    int room = canvas.width() - TIME - 2 - 2;
    int cells = room * 2 / 5;
    return " ".repeat(TIME + 2)
        + canvas.bar(times, cells)
        + "  "
        + canvas.states(times, room - cells);
  }

  private static StateTimes sum(List<CallAccount> calls) {
    return calls.stream().map(CallAccount::states).reduce(StateTimes.NONE, StateTimes::plus);
  }
}
