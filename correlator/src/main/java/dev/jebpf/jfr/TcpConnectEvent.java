package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// An outgoing connection, from the call to established or failed.
@jdk.jfr.Name("jebpf.TcpConnect")
@Label("TCP Connect")
@Description(
    "A TCP connection was opened from here, or could not be; the duration is the time until it was"
        + " established")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpConnectEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpConnectEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpConnectEvent().commit(output, TIMES, origin, operation);
  }
}
