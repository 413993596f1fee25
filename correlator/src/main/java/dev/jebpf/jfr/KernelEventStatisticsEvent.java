package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The totals of a kernel event the user asked for.
@jdk.jfr.Name("jebpf.KernelEventStatistics")
@Label("Kernel Event Statistics")
@Description("What came of a kernel event since the agent started, and what of it was lost")
@Category({"jebpf", "Statistics"})
@StackTrace(false)
public final class KernelEventStatisticsEvent extends Event {
  @Name
  @Label("Event")
  @Description("The event type without its prefix: kernel.vfs_read, ...")
  String event;

  @Count
  @Label("Count")
  @Description("Occurrences for which the condition held, lost ones among them")
  long count;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Time")
  @Description("The sum of their durations")
  long time;

  @Count
  @Label("Dropped")
  @Description("Occurrences not recorded for lack of room in the ring buffer")
  long dropped;

  @Count
  @Label("Unfollowed")
  @Description("Calls not followed to their end, for lack of room or too many within one another")
  long unfollowed;

  private KernelEventStatisticsEvent(String event) {
    this.event = event;
  }

  /// Records the totals of one event.
  public static void commit(
      String name, long count, long timeNanos, long dropped, long unfollowed) {
    var event = new KernelEventStatisticsEvent(name);
    if (!event.isEnabled()) {
      return;
    }
    event.count = count;
    event.time = timeNanos;
    event.dropped = dropped;
    event.unfollowed = unfollowed;
    event.commit();
  }
}
