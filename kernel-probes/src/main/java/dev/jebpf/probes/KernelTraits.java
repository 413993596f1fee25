package dev.jebpf.probes;

/// What of the running kernel the programs are made for.
///
/// @param aarch64 whether that, rather than x86-64, is what it runs on
/// @param preemptCount where it keeps it, unless per task
/// @param registers how a thread's user registers are found
/// @param claims how a slot is taken
record KernelTraits(
    boolean aarch64, PreemptCount preemptCount, UserRegisters registers, SlotClaims claims) {}
