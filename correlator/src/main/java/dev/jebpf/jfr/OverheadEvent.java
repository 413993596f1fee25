package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// What tracing costs.
@jdk.jfr.Name("jebpf.Overhead")
@Label("Overhead")
@Description("What tracing itself has cost since the agent started")
@Category({"jebpf", "Credibility"})
@StackTrace(false)
public final class OverheadEvent extends Event {
  @Timespan(Timespan.NANOSECONDS)
  @Label("Kernel Time")
  @Description("Time spent in kernel programs; 0 unless kernel.bpf_stats_enabled is set")
  long kernelTime;

  @Count
  @Label("Kernel Runs")
  @Description("Times a kernel program ran; 0 unless kernel.bpf_stats_enabled is set")
  long kernelRuns;

  @Timespan(Timespan.NANOSECONDS)
  @Label("Agent Time")
  @Description("CPU time of the threads of the agent")
  long agentTime;

  @Count
  @Label("Records")
  @Description("Records read from the kernel")
  long records;

  private OverheadEvent() {}

  /// Records the cost so far.
  public static void commit(
      long kernelTimeNanos, long kernelRuns, long agentTimeNanos, long records) {
    var event = new OverheadEvent();
    event.kernelTime = kernelTimeNanos;
    event.kernelRuns = kernelRuns;
    event.agentTime = agentTimeNanos;
    event.records = records;
    event.commit();
  }
}
