package dev.jebpf.breakdown;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the time of one method call went.
///
/// @param method class and method name, as in [MethodAccount]
/// @param thrown the class name of what the call threw; null when it returned
/// @param threadName the name of the calling thread; may be empty for virtual threads
/// @param osThreadId the kernel's id of the calling thread; 0 for virtual threads
/// @param spanId identifies the call in this recording
/// @param parentSpanId the recorded call that this one was made from; 0 for none
/// @param callers the innermost Java frames from the method outwards, `class.method:line`
/// @param virtualAccount what it did besides if it was made on a virtual thread
public record CallAccount(
    String method,
    @Nullable String thrown,
    Instant start,
    String threadName,
    long javaThreadId,
    long osThreadId,
    boolean virtual,
    long spanId,
    long parentSpanId,
    List<String> callers,
    long wallNanos,
    StateTimes states,
    VirtualAccount virtualAccount) {

  /// @throws IllegalArgumentException if the states don't add up to `wallNanos`
  public CallAccount {
    states.requireTotal("call of " + method + " at " + start, wallNanos);
    callers = List.copyOf(callers);
  }
}
