package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The totals of a kind of operation.
@jdk.jfr.Name("jebpf.IoStatistics")
@Label("I/O Statistics")
@Description(
    "All operations of one kind since the agent started, those below the threshold included")
@Category({"jebpf", "Statistics"})
@StackTrace(false)
public final class IoStatisticsEvent extends Event {
  @Name
  @Label("Operation")
  @Description("The kind: FileRead, TcpConnect, ...")
  String operation;

  @Count
  @Label("Count")
  @Description("Operations that ended")
  long count;

  @Count
  @Label("Errors")
  @Description("Those that failed")
  long errors;

  @DataAmount(DataAmount.BYTES)
  @Label("Bytes")
  @Description("Bytes moved")
  long bytes;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Time")
  @Description("The sum of their durations")
  long time;

  private IoStatisticsEvent(String operation) {
    this.operation = operation;
  }

  /// Records the totals of one kind of operation.
  public static void commit(String operation, long count, long errors, long bytes, long timeNanos) {
    var event = new IoStatisticsEvent(operation);
    if (!event.isEnabled()) {
      return;
    }
    event.count = count;
    event.errors = errors;
    event.bytes = bytes;
    event.time = timeNanos;
    event.commit();
  }
}
