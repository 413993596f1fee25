package dev.jebpf.chunk;

import java.util.List;

/// The stack of an event. Equal stacks are written once a chunk.
///
/// @param frames the innermost first
/// @param truncated whether there are more below the last
public record EventStack(List<EventFrame> frames, boolean truncated) {
  public EventStack {
    frames = List.copyOf(frames);
  }
}
