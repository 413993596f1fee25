package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.JavaFrame;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.unwind.NativeStack;
import java.lang.invoke.MethodHandles;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/// A thread was off the CPU for a while.
///
/// JFR takes the stack of an event from the thread that commits it, which is not the one that was
/// blocked, so in recordings of the user's the stack is a text alone; in chunks of our own it is
/// the event's stack as well.
@jdk.jfr.Name("jebpf.ThreadBlocked")
@Label("Thread Blocked")
@Description("A thread was off the CPU for longer than the threshold; with its own Java stack")
@Category({"jebpf", "Threads"})
@StackTrace(false)
public final class ThreadBlockedEvent extends OriginEvent {
  private static final EventTimes TIMES =
      EventTimes.of(MethodHandles.lookup(), ThreadBlockedEvent.class);

  @Name
  @Label("State")
  @Description("What the thread was off the CPU for")
  String state = "";

  @Timespan(Timespan.NANOSECONDS)
  @Label("Asleep")
  @Description("Until it was woken; the rest of the duration it waited for a CPU")
  long asleep;

  @Name
  @Label("Blocker")
  @Description(
      "Class of the object whose monitor it waited for, or that it parked with; none if it did"
          + " neither")
  @Nullable String blocker;

  @Unsigned
  @MemoryAddress
  @Label("Blocker Address")
  @Description(
      "Of the monitor, or of the object parked with, which may be moved; 0 when it is not known")
  long blockerAddress;

  @Name
  @Label("Blocker Outcome")
  @Description("Whether the blocker is known, or why it is not")
  String blockerOutcome = "";

  @ThreadName
  @Label("Owner")
  @Description("The thread that had the monitor or the lock when this one left the CPU")
  @Nullable String owner;

  @ThreadId
  @Label("Owner Java Thread Id")
  @Description("Its Java id; 0 when it is not known")
  long ownerJavaThreadId;

  @Name
  @Label("Owner Outcome")
  @Description("Whether the owner is known, or why it is not")
  String ownerOutcome = "";

  @MethodName
  @Label("Top Frame")
  @Description("The method called last")
  String topFrame = "";

  @Count
  @Label("Frames")
  @Description("Frames of the Java stack that are known; 0 when it was not to be had")
  long frames;

  @Name
  @Label("Stack Outcome")
  @Description("Whether the Java stack is complete, or why it is not")
  String stackOutcome = "";

  @StackText
  @Label("Stack")
  @Description("The Java stack, a frame a line, the last called first")
  String stack = "";

  @StackText
  @Label("Kernel Stack")
  @Description("Functions of the kernel that it was blocked in, a line each, the innermost first")
  String kernelStack = "";

  @Name
  @Label("Native Outcome")
  @Description("Whether the native frames are known, or why they are not")
  String nativeOutcome = "";

  @StackText
  @Label("Native Stack")
  @Description(
      "Functions of native libraries and of the JVM between the kernel and the last Java frame, a"
          + " line each, the innermost first")
  String nativeStack = "";

  @Name
  @Label("Waker Stack Outcome")
  @Description(
      "Whether the waker's Java stack is complete, or why it is not; none for a waker outside of"
          + " the process")
  @Nullable String wakerStackOutcome;

  @StackText
  @Label("Waker Stack")
  @Description("The Java stack of the waker when it woke this thread")
  @Nullable String wakerStack;

  private ThreadBlockedEvent() {}

  /// Records one.
  public static void commit(EventOutput output, KernelOrigin origin, BlockedInterval interval) {
    var event = new ThreadBlockedEvent();
    if (output.begin(event, TIMES, interval.startNanos(), interval.durationNanos())) {
      event.origin(origin);
      event.fill(interval);
      output.commit(
          event,
          origin,
          StackForm.of(interval.stack()),
          interval.startNanos(),
          interval.durationNanos());
    }
  }

  private void fill(BlockedInterval interval) {
    DecodedStack decoded = interval.stack().stack();
    state = interval.state();
    asleep = interval.asleepNanos();
    blocked(interval.blocker());
    topFrame = decoded.frames().isEmpty() ? "" : method(decoded.frames().getFirst());
    frames = decoded.frames().size();
    stackOutcome = StackForm.outcome(decoded);
    stack = interval.stack().text();
    kernelStack = interval.kernelStack();
    nativeOutcome = outcome(interval.nativeStack());
    nativeStack = interval.nativeStack().text();
    KnownStack waker = interval.wakerStack();
    if (waker != null) {
      wakerStackOutcome = StackForm.outcome(waker.stack());
      wakerStack = waker.text();
    }
  }

  private void blocked(Blocker by) {
    blocker = by.className();
    blockerAddress = by.address();
    blockerOutcome = by.outcome();
    owner = by.owner();
    ownerJavaThreadId = by.ownerId();
    ownerOutcome = by.ownerOutcome();
  }

  private static String method(JavaFrame frame) {
    return frame.method().className() + "." + frame.method().name();
  }

  private static String outcome(NativeStack stack) {
    return StackForm.outcome(stack.outcome().label(), stack.detail());
  }
}
