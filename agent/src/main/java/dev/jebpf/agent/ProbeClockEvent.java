package dev.jebpf.agent;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Carries a moment of `System.nanoTime()` to where JFR's own time of it is read.
@Name(ProbeClockEvent.NAME)
@Label("Probe Clock")
@Description("Pairs the clock of USDT probes with that of JFR")
@Category({"jebpf", "Credibility"})
@StackTrace(false)
@Enabled(false)
final class ProbeClockEvent extends Event {
  static final String NAME = "jebpf.ProbeClock";

  @Label("Nanoseconds")
  @Description("System.nanoTime() at the event")
  long nanos;

  static void emit() {
    var event = new ProbeClockEvent();
    event.nanos = System.nanoTime();
    event.commit();
  }
}
