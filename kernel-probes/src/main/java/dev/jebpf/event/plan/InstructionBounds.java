package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFunction;
import dev.jebpf.event.EventDataException;

/// Whether an offset in a function is an instruction's. A breakpoint within one would change what
/// the program does.
final class InstructionBounds {
  private InstructionBounds() {}

  /// @throws EventDataException if a program cannot be attached there
  static void require(UserFile file, UserFunction function, long offset) throws EventDataException {
    if (offset == 0) {
      return;
    }
    if (function.offsets().size() > 1) {
      throw new EventDataException(
          function.offsets().size() + " functions are called " + function.name());
    }
    if (offset >= function.size()) {
      throw new EventDataException(function.name() + " has " + function.size() + " bytes only");
    }
    int within = (int) Math.min(offset, Integer.MAX_VALUE); // no file that we open is larger
    if (!UserLookup.in(() -> file.isInstruction(function, within))) {
      throw new EventDataException(
          "no instruction begins there: a breakpoint within one would change what the program does");
    }
  }
}
