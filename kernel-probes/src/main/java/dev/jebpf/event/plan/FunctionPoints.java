package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventTarget.Means;
import dev.jebpf.program.AttachPoint;
import java.util.List;

/// A pair of attach points at the entry and the exit of a function.
interface FunctionPoints {
  /// Where the contexts of both have the arguments and the result.
  ArgumentPlaces places(KernelFunction function, BtfTypes types) throws EventDataException;

  AttachPoint entry(KernelFunction function);

  AttachPoint exit(KernelFunction function);

  /// The pairs that the user's choice allows, the preferred one first.
  static List<FunctionPoints> by(Means means, BtfTypes types) {
    return switch (means) {
      case ANY, FENTRY, KPROBE -> List.of();
    };
  }
}
