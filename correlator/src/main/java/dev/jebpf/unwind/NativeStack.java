package dev.jebpf.unwind;

import java.util.List;
import java.util.stream.Collectors;

/// The native frames of a stack.
///
/// @param frames down to the one that Java called, the last called first; none unless complete
/// @param detail why there are none; empty when there are
public record NativeStack(List<NativeFrame> frames, NativeOutcome outcome, String detail) {

  public NativeStack {
    frames = List.copyOf(frames);
  }

  /// One that was not had.
  public static NativeStack refused(NativeOutcome outcome, String detail) {
    return new NativeStack(List.of(), outcome, detail);
  }

  /// A frame a line.
  public String text() {
    return frames.stream().map(NativeFrame::toString).collect(Collectors.joining("\n"));
  }
}
