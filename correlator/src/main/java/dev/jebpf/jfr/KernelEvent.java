package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.KnownStack;
import jdk.jfr.Description;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/// An operation of the kernel, joined with the thread, the span and the waker.
abstract class KernelEvent extends OriginEvent {
  @SystemCallResult
  @Label("Result")
  @Description("What the system call returned; negative: an error")
  long result;

  @Name
  @Label("Error")
  @Description("Name of the error, such as ECONNREFUSED")
  @Nullable String error;

  @Name
  @Label("Stack Outcome")
  @Description("Whether the Java stack is complete, or why it is not; none if it was not wanted")
  @Nullable String stackOutcome;

  @StackText
  @Label("Stack")
  @Description("The Java stack that caused it, where the event itself can't have it")
  @Nullable String stack;

  /// Records the event, which has all other fields.
  final void commit(
      EventOutput output,
      KernelOrigin origin,
      @Nullable KnownStack known,
      long startNanos,
      long durationNanos) {
    if (known == null) {
      output.commit(this, origin, startNanos, durationNanos);
      return;
    }
    DecodedStack decoded = known.stack();
    stackOutcome = StackForm.outcome(decoded);
    stack = output.hasStacks() ? null : known.text();
    output.commit(this, origin, StackForm.of(known), startNanos, durationNanos);
  }
}
