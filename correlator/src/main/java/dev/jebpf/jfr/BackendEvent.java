package dev.jebpf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// The mechanism behind a probe.
@jdk.jfr.Name("jebpf.Backend")
@Label("Backend")
@Description("How a probe is attached to this kernel, or why it is not")
@Category({"jebpf", "Credibility"})
@StackTrace(false)
public final class BackendEvent extends Event {
  @Name
  @Label("Probe")
  @Description("What is traced")
  String probe;

  @Name
  @Label("Backend")
  @Description("The kernel mechanism in use; none: the probe is unavailable")
  @Nullable String backend;

  @Name
  @Label("Reason")
  @Description(
      "Why it is unavailable; else what better mechanism was refused, and what is not seen")
  @Nullable String reason;

  private BackendEvent(String probe, @Nullable String backend, @Nullable String reason) {
    this.probe = probe;
    this.backend = backend;
    this.reason = reason;
  }

  /// Records one probe's backend, or the reason it has none.
  public static void commit(String probe, @Nullable String backend, @Nullable String reason) {
    new BackendEvent(probe, backend, reason).commit();
  }
}
