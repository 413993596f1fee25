package dev.jebpf.jfr;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/// All event types of jebpf.
public final class EventTypes {
  private static final List<Class<? extends Event>> ALL =
      List.of(
          MethodCallEvent.class,
          MethodStatisticsEvent.class,
          ThreadBreakdownEvent.class,
          ThreadBlockedEvent.class,
          FileOpenEvent.class,
          FileReadEvent.class,
          FileWriteEvent.class,
          FileSyncEvent.class,
          TcpConnectEvent.class,
          TcpAcceptEvent.class,
          TcpCloseEvent.class,
          TcpRetransmitEvent.class,
          TcpSendEvent.class,
          TcpReceiveEvent.class,
          IoStatisticsEvent.class,
          KernelEventStatisticsEvent.class,
          StackStatisticsEvent.class,
          BackendEvent.class,
          OverheadEvent.class,
          LossesEvent.class);

  /// Those that tell what one of many threads did, and are made by another.
  private static final List<Class<? extends Event>> OPERATIONS =
      ALL.stream().filter(OriginEvent.class::isAssignableFrom).toList();

  private EventTypes() {}

  /// The types of what one thread did or was kept from, as the kernel saw it.
  public static List<Class<? extends Event>> operations() {
    return OPERATIONS;
  }

  /// Makes all types known to JFR, which takes some hundred milliseconds the first time. Later on
  /// nothing is loaded or registered in the midst of an event.
  public static void register() {
    ALL.forEach(FlightRecorder::register);
  }

  /// Has `hook` called when a chunk of a recording begins or ends.
  public static void atEachChunk(Runnable hook) {
    FlightRecorder.addPeriodicEvent(BackendEvent.class, hook);
  }

  /// Undoes [#atEachChunk].
  public static void noMoreAtEachChunk(Runnable hook) {
    FlightRecorder.removePeriodicEvent(hook);
  }
}
