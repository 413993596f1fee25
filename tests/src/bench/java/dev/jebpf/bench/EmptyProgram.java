package dev.jebpf.bench;

import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.ProgramSpec;
import java.util.List;

/// A kernel program that does nothing: what having one somewhere costs by itself.
final class EmptyProgram {
  /// `r0 = 0; exit`.
  private static final byte[] RETURN_ZERO = {
    (byte) 0xb7, 0, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0
  };

  private EmptyProgram() {}

  static ProgramSpec at(AttachPoint place) {
    return new ProgramSpec(
        "empty", place, RETURN_ZERO.clone(), List.of(), List.of(), "Dual MIT/GPL");
  }
}
