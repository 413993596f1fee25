package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// A segment sent again.
@jdk.jfr.Name("jebpf.TcpRetransmit")
@Label("TCP Retransmit")
@Description("The kernel sent a TCP segment again")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpRetransmitEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpRetransmitEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpRetransmitEvent().commit(output, TIMES, origin, operation);
  }
}
