package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// How many stacks of blocked threads, and of operations and kernel events, came out how.
@jdk.jfr.Name("jebpf.StackStatistics")
@Label("Stack Statistics")
@Description(
    "Stacks of blocked threads, and of operations, since the agent started, by what could be had of them")
@Category({"jebpf", "Credibility"})
@StackTrace(false)
public final class StackStatisticsEvent extends Event {
  @Name
  @Label("Outcome")
  @Description("Whether they are complete, or why not")
  String outcome;

  @Count
  @Label("Count")
  @Description("How many")
  long count;

  private StackStatisticsEvent(String outcome) {
    this.outcome = outcome;
  }

  /// Records the number of one outcome.
  public static void commit(String outcome, long count) {
    var event = new StackStatisticsEvent(outcome);
    if (!event.isEnabled()) {
      return;
    }
    event.count = count;
    event.commit();
  }
}
