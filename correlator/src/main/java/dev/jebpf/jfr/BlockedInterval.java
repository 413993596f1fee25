package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.unwind.NativeStack;
import org.jspecify.annotations.Nullable;

/// An interval that a thread was off the CPU.
///
/// @param state label of what for: [dev.jebpf.probes.State#label]
/// @param startNanos when it left the CPU, a moment of `System.nanoTime()`
/// @param durationNanos how long it was off it
/// @param asleepNanos how much of that passed until it was woken; then it waited for a CPU
/// @param blocker what it was blocked by
/// @param stack its Java stack
/// @param kernelStack functions of the kernel it was in, a line each, the innermost first; empty
/// when they are not known
/// @param nativeStack frames between the kernel's and the last Java frame
/// @param wakerStack that of the thread that woke it, at that moment; null when there was none to
/// be had: it was woken by an interrupt or another process, or was never asleep
public record BlockedInterval(
    String state,
    long startNanos,
    long durationNanos,
    long asleepNanos,
    Blocker blocker,
    KnownStack stack,
    String kernelStack,
    NativeStack nativeStack,
    @Nullable KnownStack wakerStack) {

  /// The same with the waker's stack.
  public BlockedInterval withWakerStack(KnownStack waker) {
    return new BlockedInterval(
        state,
        startNanos,
        durationNanos,
        asleepNanos,
        blocker,
        stack,
        kernelStack,
        nativeStack,
        waker);
  }
}
