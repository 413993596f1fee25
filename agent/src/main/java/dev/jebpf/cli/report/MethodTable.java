package dev.jebpf.cli.report;

import dev.jebpf.breakdown.BreakdownReport;
import dev.jebpf.breakdown.MethodAccount;
import dev.jebpf.breakdown.StateTimes;
import dev.jebpf.cli.text.Canvas;
import dev.jebpf.cli.text.DurationText;
import dev.jebpf.cli.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// Two lines for each method: its numbers; its bar with the largest states.
record MethodTable(Canvas canvas, int top) {
  private static final int COUNT = 10;
  private static final int THROWN = 7;
  private static final int TIME = DurationText.WIDTH + 1;
  private static final int LEAST_NAME = 20;

  /// Pinned time is told when it is one part in so many of a method's.
  private static final int LEAST_PINNED = 100;

  void addTo(List<String> lines, String source, BreakdownReport report) {
    if (report.methods().isEmpty()) {
      lines.add("No traced method was called in " + source + ".");
      lines.add("Name the methods to trace with the agent's option methods=CLASS::METHOD.");
      return;
    }
    var ranked = Ranking.methods(report);
    var shown = ranked.subList(0, Math.min(top, ranked.size()));
    var rest = ranked.subList(shown.size(), ranked.size());
    int name = Math.max(LEAST_NAME, canvas.width() - COUNT - THROWN - 4 * TIME);
    lines.add(
        canvas.strong(
            Names.count(ranked.size(), "method")
                + ", "
                + Names.count(sum(ranked, MethodAccount::count), "call")
                + ": "
                + source));
    lines.add(canvas.faint("The time of a method contains that of the methods it calls."));
    lines.add("");
    lines.add(
        canvas.faint(
            Texts.left("METHOD", name)
                + Texts.right("CALLS", COUNT)
                + Texts.right("THROWN", THROWN)
                + Texts.right("TOTAL", TIME)
                + Texts.right("MEDIAN", TIME)
                + Texts.right("P99", TIME)
                + Texts.right("MAX", TIME)));
    for (var method : shown) {
      lines.add(numbers(name, method));
      lines.add(bar(method.states()));
      addPinned(lines, method);
    }
    if (!rest.isEmpty()) {
      lines.add(rest(name, rest));
      lines.add(bar(sum(rest)));
    }
    lines.add("");
    lines.addAll(canvas.key(sum(ranked)));
  }

  private String numbers(int name, MethodAccount method) {
    return canvas.strong(Texts.left(Texts.method(method.method(), name), name))
        + Texts.right(integer(method.count()), COUNT)
        + Texts.right(integer(method.errors()), THROWN)
        + time(method.wallNanos())
        + time(method.p50Nanos())
        + time(method.p99Nanos())
        + time(method.maxNanos());
  }

  /// Carriers that are blocked serve no other virtual thread, which no state tells.
  private void addPinned(List<String> lines, MethodAccount method) {
    var account = method.virtualAccount();
    if (account.pinnedNanos() >= method.wallNanos() / LEAST_PINNED && account.pinnedNanos() > 0) {
      lines.add(
          canvas.warning(
              "  pinned "
                  + DurationText.of(account.pinnedNanos())
                  + ": native frames "
                  + integer(account.pinsNative())
                  + ", critical sections "
                  + integer(account.pinsCritical())));
    }
  }

  private static String rest(int name, List<MethodAccount> rest) {
    return Texts.left("rest: " + Names.count(rest.size(), "method"), name)
        + Texts.right(integer(sum(rest, MethodAccount::count)), COUNT)
        + Texts.right(integer(sum(rest, MethodAccount::errors)), THROWN)
        + time(sum(rest, MethodAccount::wallNanos));
  }

  private String bar(StateTimes times) {
    int room = canvas.width() - 4;
    int cells = room * 2 / 5;
    return "  " + canvas.bar(times, cells) + "  " + canvas.states(times, room - cells);
  }

  private static String time(long nanos) {
    return Texts.right(DurationText.of(nanos), TIME);
  }

  private static String integer(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static long sum(List<MethodAccount> methods, ToLongFunction<MethodAccount> number) {
    return methods.stream().mapToLong(number).sum();
  }

  private static StateTimes sum(List<MethodAccount> methods) {
    return methods.stream().map(MethodAccount::states).reduce(StateTimes.NONE, StateTimes::plus);
  }
}
