package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/// A receive, or a read from a socket.
@jdk.jfr.Name("jebpf.TcpReceive")
@Label("TCP Receive")
@Description("Bytes were taken from a TCP connection")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpReceiveEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpReceiveEvent.class);

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation operation) {
    new TcpReceiveEvent().commit(output, TIMES, origin, operation);
  }
}
