package dev.jebpf.hotspot.stack;

import java.util.List;
import java.util.stream.Collectors;

/// What a raw stack was decoded to.
///
/// @param frames the frames of the thread that ran, the virtual one if one was mounted, the last
/// called first, hidden ones included; none when the stack was refused
/// @param virtual whether they are those of a virtual thread, mounted on the one whose stack it is
/// @param detail why there are not all frames; empty when there are
public record DecodedStack(
    List<JavaFrame> frames, boolean virtual, Outcome outcome, String detail) {

  public DecodedStack {
    frames = List.copyOf(frames);
  }

  /// One that was not had.
  public static DecodedStack refused(Outcome outcome, String detail) {
    return new DecodedStack(List.of(), false, outcome, detail);
  }

  /// The frames as a stack trace has them, a line each.
  public String text() {
    return frames.stream()
        .filter(frame -> !frame.method().hidden())
        .map(JavaFrame::toString)
        .collect(Collectors.joining("\n"));
  }
}
