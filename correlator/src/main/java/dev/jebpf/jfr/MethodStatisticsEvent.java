package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// All calls of a method so far.
@jdk.jfr.Name("jebpf.MethodStatistics")
@Label("Method Statistics")
@Description(
    "All calls of an instrumented method since the agent started, and where their time went")
@Category({"jebpf", "Methods"})
@StackTrace(false)
public final class MethodStatisticsEvent extends CallStatesEvent {
  @MethodName
  @Label("Method")
  @Description("The instrumented method")
  String method;

  @Count
  @Label("Count")
  @Description("Calls that ended")
  long count;

  @Count
  @Label("Errors")
  @Description("Calls that ended with an exception")
  long errors;

  @Timespan(Timespan.NANOSECONDS)
  @Label("p50")
  @Description("Half of the calls took no longer")
  long p50;

  @Timespan(Timespan.NANOSECONDS)
  @Label("p99")
  @Description("99 % of the calls took no longer")
  long p99;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Maximum")
  @Description("The longest call")
  long max;

  private MethodStatisticsEvent(String method) {
    this.method = method;
  }

  /// Records the statistics of one method.
  ///
  /// @param words nanoseconds by [dev.jebpf.probes.State#word]
  /// @param virtual what there is to say of calls made on virtual threads
  public static void commit(
      String method, CallCounts counts, long wallNanos, long[] words, VirtualTimes virtual) {
    var event = new MethodStatisticsEvent(method);
    if (!event.isEnabled()) {
      return;
    }
    event.count = counts.count();
    event.errors = counts.errors();
    event.p50 = counts.p50Nanos();
    event.p99 = counts.p99Nanos();
    event.max = counts.maxNanos();
    event.states(wallNanos, words);
    event.virtual(virtual);
    event.commit();
  }
}
