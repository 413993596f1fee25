package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// What was lost.
@jdk.jfr.Name("jebpf.Losses")
@Label("Losses")
@Description("What was lost since the agent started; all 0: nothing was")
@Category({"jebpf", "Credibility"})
@StackTrace(false)
public final class LossesEvent extends Event {
  @Count
  @Label("Ring Drops")
  @Description("Records the kernel had no room for")
  long ringDrops;

  @Count
  @Label("Slots Exhausted")
  @Description("Times a thread found no free slot and went without an account")
  long slotsExhausted;

  @Count
  @Label("Spans Abandoned")
  @Description("Calls that could not be followed to their end")
  long spansAbandoned;

  @Count
  @Label("Samples Dropped")
  @Description("Calls missing from the statistics")
  long samplesDropped;

  @Count
  @Label("Records Unresolved")
  @Description("Records whose thread was not known any more")
  long recordsUnresolved;

  @Count
  @Label("Connects Untracked")
  @Description("Connections not followed because the table of pending ones was full")
  long connectsUntracked;

  private LossesEvent() {}

  /// Records the losses so far.
  public static void commit(Losses losses) {
    var event = new LossesEvent();
    event.ringDrops = losses.ringDrops();
    event.slotsExhausted = losses.slotsExhausted();
    event.spansAbandoned = losses.spansAbandoned();
    event.samplesDropped = losses.samplesDropped();
    event.recordsUnresolved = losses.recordsUnresolved();
    event.connectsUntracked = losses.connectsUntracked();
    event.commit();
  }
}
