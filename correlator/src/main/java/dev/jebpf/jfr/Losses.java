package dev.jebpf.jfr;

/// What was lost since the agent started.
///
/// @param ringDrops records the kernel had no room for
/// @param slotsExhausted times a thread found no free slot
/// @param spansAbandoned calls that could not be followed to their end
/// @param samplesDropped calls missing from the statistics
/// @param recordsUnresolved records whose thread was not known any more
/// @param connectsUntracked connections not followed because the table of pending ones was full
public record Losses(
    long ringDrops,
    long slotsExhausted,
    long spansAbandoned,
    long samplesDropped,
    long recordsUnresolved,
    long connectsUntracked) {}
