package dev.jebpf.probes;

/// What the kernel programs could not account for so far.
///
/// @param ringDrops records that found no room in the ring buffer
/// @param slotsExhausted threads created for which there was no slot
/// @param switchesUnaccounted times a thread without a slot was switched in
/// @param callsUnaccounted I/O system calls or functions of threads without a slot, and those whose
/// return the kernel did not report
/// @param connectionsUntracked TCP connections for which there was no room
/// @param recursionMisses runs of a program that the kernel skipped because it was running already
public record ProbeLosses(
    long ringDrops,
    long slotsExhausted,
    long switchesUnaccounted,
    long callsUnaccounted,
    long connectionsUntracked,
    long recursionMisses) {}
