package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// An incoming connection.
@jdk.jfr.Name("jebpf.TcpAccept")
@Label("TCP Accept")
@Description("A TCP connection was accepted")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpAcceptEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpAcceptEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpAcceptEvent().commit(output, TIMES, origin, operation);
  }
}
