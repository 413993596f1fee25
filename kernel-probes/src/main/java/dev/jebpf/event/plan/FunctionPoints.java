package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventTarget.Means;
import dev.jebpf.program.AttachPoint;
import java.util.List;

/// A pair of attach points at the entry and the exit of a function.
sealed interface FunctionPoints {
  /// Where the contexts of both have the arguments and the result.
  ArgumentPlaces places(KernelFunction function, BtfTypes types) throws EventDataException;

  AttachPoint entry(KernelFunction function);

  AttachPoint exit(KernelFunction function);

  /// The pairs that the user's choice allows, the preferred one first.
  static List<FunctionPoints> by(Means means) {
    return switch (means) {
      case ANY -> List.of(new Trampolines(), new Kprobes());
      case FENTRY -> List.of(new Trampolines());
      case KPROBE -> List.of(new Kprobes());
    };
  }

  /// fentry and fexit: the context has the arguments one after the other, and the result behind
  /// them.
  record Trampolines() implements FunctionPoints {
    @Override
    public ArgumentPlaces places(KernelFunction function, BtfTypes types) {
      return ArgumentPlaces.inOrder(function.parameters().size());
    }

    @Override
    public AttachPoint entry(KernelFunction function) {
      return new AttachPoint.Fentry(function.name(), function.typeId());
    }

    @Override
    public AttachPoint exit(KernelFunction function) {
      return new AttachPoint.Fexit(function.name(), function.typeId());
    }
  }

  /// kprobe and kretprobe: the context has the registers.
  record Kprobes() implements FunctionPoints {
    @Override
    public ArgumentPlaces places(KernelFunction function, BtfTypes types)
        throws EventDataException {
      return ArgumentPlaces.inRegisters(types);
    }

    @Override
    public AttachPoint entry(KernelFunction function) {
      return new AttachPoint.Kprobe(function.name());
    }

    @Override
    public AttachPoint exit(KernelFunction function) {
      return new AttachPoint.Kretprobe(function.name());
    }
  }
}
