package dev.jebpf.jfr;

import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/// What all events of the kernel have: the thread, the span and the waker.
///
/// In a recording of the user's the JFR thread of these events is the one that read them; [#thread]
/// is whose they are. Start and duration are those of the operation.
abstract class OriginEvent extends Event {
  @JavaThread
  @Label("Thread")
  @Description("The Java thread that did it: the virtual one if one was mounted")
  @Nullable Thread thread;

  @ThreadName
  @Label("Thread Name")
  @Description("Its name")
  String threadName = "";

  @ThreadId
  @Label("Java Thread Id")
  @Description("Its Java id; 0 when unknown")
  long javaThreadId;

  @ThreadId
  @Label("OS Thread Id")
  @Description("Id of the kernel thread that did it; 0 for the kernel itself")
  long osThreadId;

  @MethodName
  @Label("Method")
  @Description("The instrumented method it happened in")
  @Nullable String method;

  @SpanId
  @Label("Span Id")
  @Description("Number of that call; 0 for none")
  long spanId;

  @ThreadName
  @Label("Waker")
  @Description("The thread that woke it last; none if it did not sleep or an interrupt woke it")
  @Nullable String waker;

  /// Fills in who did it.
  final void origin(KernelOrigin origin) {
    thread = origin.thread();
    threadName = origin.threadName();
    javaThreadId = origin.javaThreadId();
    osThreadId = origin.osThreadId();
    method = origin.method();
    spanId = origin.spanId();
    waker = origin.waker();
  }
}
