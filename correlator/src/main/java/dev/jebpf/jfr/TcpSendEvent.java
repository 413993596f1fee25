package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// A send, or a write to a socket.
@jdk.jfr.Name("jebpf.TcpSend")
@Label("TCP Send")
@Description("Bytes were given to a TCP connection")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpSendEvent extends TcpEvent {
  private static final EventTimes TIMES = EventTimes.of(MethodHandles.lookup(), TcpSendEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpSendEvent().commit(output, TIMES, origin, operation);
  }
}
