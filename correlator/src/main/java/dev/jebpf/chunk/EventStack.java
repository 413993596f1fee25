package dev.jebpf.chunk;

import java.util.List;
import java.util.function.Supplier;

/// The stack of an event, which is written once a chunk.
///
/// @param id its number; that of no other stack
/// @param truncated whether there are more frames below the last
/// @param frames asked for when it is written, the innermost first
public record EventStack(long id, boolean truncated, Supplier<List<EventFrame>> frames) {}
