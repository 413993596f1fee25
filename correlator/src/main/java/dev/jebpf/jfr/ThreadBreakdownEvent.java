package dev.jebpf.jfr;

import jdk.jfr.BooleanFlag;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// The account of a thread so far.
@jdk.jfr.Name("jebpf.ThreadBreakdown")
@Label("Thread Breakdown")
@Description("Where the time of a thread went since the agent first saw it")
@Category({"jebpf", "Threads"})
@StackTrace(false)
public final class ThreadBreakdownEvent extends StatesEvent {
  @JavaThread
  @Label("Thread")
  @Description("The Java thread, if it is alive and has one")
  @Nullable Thread thread;

  @ThreadName
  @Label("Thread Name")
  @Description("Its name, of a thread of the JVM itself the name of the kernel thread")
  String threadName;

  @ThreadId
  @Label("Java Thread Id")
  @Description("Its Java id; 0 for a thread of the JVM itself")
  long javaThreadId;

  @ThreadId
  @Label("OS Thread Id")
  @Description("Its id in the kernel; 0 for a virtual thread")
  long osThreadId;

  @BooleanFlag
  @Label("Virtual")
  @Description("Whether it is a virtual thread")
  boolean virtual;

  @Name
  @Label("Kind")
  @Description("What runs in it: java, gc, compiler, vm or native")
  String kind;

  @BooleanFlag
  @Label("Ended")
  @Description("Whether it has ended, which makes this its final account")
  boolean ended;

  @Count
  @Label("Switches")
  @Description("Times it was switched in")
  long switches;

  @Count
  @Label("Voluntary Switches")
  @Description("Of these, after it had given up the CPU by itself")
  long voluntarySwitches;

  @ThreadName
  @Label("Last Waker")
  @Description("The thread that woke it last; none for an interrupt")
  @Nullable String waker;

  private ThreadBreakdownEvent(String threadName, String kind) {
    this.threadName = threadName;
    this.kind = kind;
  }

  /// Whether anybody records this event.
  public static boolean wanted() {
    return new ThreadBreakdownEvent("", "").isEnabled();
  }

  /// Records the account of one thread.
  ///
  /// @param words nanoseconds by [dev.jebpf.probes.State#word]
  public static void commit(ThreadDescription of, long wallNanos, long[] words) {
    var event = new ThreadBreakdownEvent(of.name(), of.kind());
    if (!event.isEnabled()) {
      return;
    }
    event.thread = of.thread();
    event.javaThreadId = of.javaThreadId();
    event.osThreadId = of.osThreadId();
    event.virtual = of.virtual();
    event.ended = of.ended();
    event.switches = of.switches();
    event.voluntarySwitches = of.voluntarySwitches();
    event.waker = of.waker();
    event.states(wallNanos, words);
    event.commit();
  }
}
