package dev.jebpf.jfr;

import dev.jebpf.chunk.EventFrame;
import dev.jebpf.chunk.EventStack;
import dev.jebpf.chunk.FrameType;
import dev.jebpf.hotspot.stack.DecodedStack;
import dev.jebpf.hotspot.stack.JavaFrame;
import dev.jebpf.hotspot.stack.KnownStack;
import dev.jebpf.hotspot.stack.Outcome;
import org.jspecify.annotations.Nullable;

/// Decoded stacks in JFR's own form, hidden frames included, as JFR has them.
final class StackForm {
  private static final int UNKNOWN = -1;

  private StackForm() {}

  /// The stack of an event; null when no frame is known.
  static @Nullable EventStack of(KnownStack known) {
    DecodedStack decoded = known.stack();
    return decoded.frames().isEmpty()
        ? null
        : new EventStack(
            known.id(),
            decoded.outcome() != Outcome.COMPLETE,
            () -> decoded.frames().stream().map(StackForm::frame).toList());
  }

  /// In words, how far it is known and why not further.
  static String outcome(DecodedStack decoded) {
    return outcome(decoded.outcome().label(), decoded.detail());
  }

  /// The same of any stack.
  static String outcome(String label, String detail) {
    return detail.isEmpty() ? label : label + ": " + detail;
  }

  private static EventFrame frame(JavaFrame frame) {
    return new EventFrame(
        frame.method().className(),
        frame.method().name(),
        frame.method().descriptor(),
        frame.line() > 0 ? frame.line() : UNKNOWN,
        frame.bci(),
        type(frame));
  }

  private static FrameType type(JavaFrame frame) {
    return switch (frame.type()) {
      case INTERPRETED -> FrameType.INTERPRETED;
      case C1, C2 -> FrameType.COMPILED;
      case INLINED -> FrameType.INLINED;
      case NATIVE -> FrameType.NATIVE;
    };
  }
}
