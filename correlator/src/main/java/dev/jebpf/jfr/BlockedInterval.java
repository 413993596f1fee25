package dev.jebpf.jfr;

import dev.jebpf.hotspot.stack.KnownStack;

/// An interval that a thread was off the CPU.
///
/// @param state label of what for: [dev.jebpf.probes.State#label]
/// @param startNanos when it left the CPU, a moment of `System.nanoTime()`
/// @param durationNanos how long it was off it
/// @param asleepNanos how much of that passed until it was woken; then it waited for a CPU
/// @param blocker what it was blocked by
/// @param stack its Java stack
public record BlockedInterval(
    String state,
    long startNanos,
    long durationNanos,
    long asleepNanos,
    Blocker blocker,
    KnownStack stack) {}
