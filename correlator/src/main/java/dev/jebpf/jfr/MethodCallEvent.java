package dev.jebpf.jfr;

import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// A call of an instrumented method past its threshold, with the stack it was made from.
@jdk.jfr.Name("jebpf.MethodCall")
@Label("Method Call")
@Description(
    "A call of an instrumented method that took longer than its threshold, and where its time went")
@Category({"jebpf", "Methods"})
@StackTrace
public final class MethodCallEvent extends CallStatesEvent {
  @MethodName
  @Label("Method")
  @Description("The method that was called")
  String method;

  @Name
  @Label("Thrown")
  @Description("Class of the exception the call ended with; none if it returned")
  @Nullable String thrown;

  @SpanId
  @Label("Span Id")
  @Description("Number of this call")
  long spanId;

  @SpanId
  @Label("Parent Span Id")
  @Description("Number of the instrumented call it was made from; 0 for none")
  long parentSpanId;

  @Count
  @Label("Depth")
  @Description("Instrumented calls around it on the same thread")
  long depth;

  @Count
  @Label("Switches")
  @Description("Times the thread was switched out and in again meanwhile")
  long switches;

  @ThreadName
  @Label("Waker")
  @Description("The thread that woke it last; none if it was never woken or by an interrupt")
  @Nullable String waker;

  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), MethodCallEvent.class);

  private MethodCallEvent(String method) {
    this.method = method;
  }

  /// Whether anybody records this event.
  public static boolean wanted() {
    return new MethodCallEvent("").isEnabled();
  }

  /// Records a call that ends now on the current thread, whose stack is recorded with it. A call
  /// that ends while the clock of the first recording is [EventClock#settling] is not recorded: its
  /// thread is not kept waiting.
  ///
  /// @param startNanos when the call began, by `System.nanoTime()`
  /// @param wallNanos how long it took
  /// @param words nanoseconds by [dev.jebpf.probes.State#word]
  /// @param virtual what there is to say if it was made on a virtual thread
  /// @param links span id, parent's span id, depth and switches
  public static void commit(
      EventClock clock,
      String method,
      @Nullable Throwable thrown,
      long startNanos,
      long wallNanos,
      long[] words,
      VirtualTimes virtual,
      CallLinks links,
      @Nullable String waker) {
    var event = new MethodCallEvent(method);
    if (!event.isEnabled() || clock.settling()) {
      return;
    }
    TIMES.set(event, clock, startNanos, wallNanos);
    if (!event.shouldCommit()) {
      return;
    }
    event.thrown = thrown == null ? null : thrown.getClass().getName();
    event.spanId = links.spanId();
    event.parentSpanId = links.parentSpanId();
    event.depth = links.depth();
    event.switches = links.switches();
    event.waker = waker;
    event.states(wallNanos, words);
    event.virtual(virtual);
    event.commit();
  }
}
