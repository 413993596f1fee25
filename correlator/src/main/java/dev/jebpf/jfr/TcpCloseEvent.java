package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The end of a connection, a moment: as long as the connection was open its thread did other
/// things, which a bar of that length would hide.
@jdk.jfr.Name("jebpf.TcpClose")
@Label("TCP Close")
@Description("A TCP connection was closed")
@Category({"jebpf", "TCP"})
@StackTrace(false)
public final class TcpCloseEvent extends TcpEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), TcpCloseEvent.class);

  @Timespan(Timespan.NANOSECONDS)
  @Label("Connection Duration")
  @Description("How long the connection was established; 0 when it was so before tracing began")
  long connectionDuration;

  /// Records one.
  ///
  /// @param connection from established to closed
  public static void commit(EventOutput output, KernelOrigin origin, TcpOperation connection) {
    var event = new TcpCloseEvent();
    event.connectionDuration = connection.durationNanos();
    event.commit(output, TIMES, origin, connection.ended());
  }
}
