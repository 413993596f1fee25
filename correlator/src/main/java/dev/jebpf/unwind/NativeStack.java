package dev.jebpf.unwind;

import dev.jebpf.elf.cfi.Registers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The native frames of a stack.
///
/// @param frames down to the one that Java called, the last called first; none unless complete
/// @param java what the registers hold in the Java frame that they lead to, as far as it is known,
/// and where that goes on; null unless complete
/// @param detail why there are none; empty when there are
/// @param text a frame a line
public record NativeStack(
    List<NativeFrame> frames,
    @Nullable Registers java,
    NativeOutcome outcome,
    String detail,
    String text) {

  public NativeStack {
    frames = List.copyOf(frames);
  }

  /// One that was not had.
  public static NativeStack refused(NativeOutcome outcome, String detail) {
    return new NativeStack(List.of(), null, outcome, detail, "");
  }
}
