package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// The end of a connection.
@jdk.jfr.Name("jebpf.TcpClose")
@Label("TCP Close")
@Description("A TCP connection was closed")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpCloseEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpCloseEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpCloseEvent().commit(output, TIMES, origin, operation);
  }
}
