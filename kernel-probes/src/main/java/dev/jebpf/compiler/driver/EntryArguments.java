package dev.jebpf.compiler.driver;

import dev.jebpf.compiler.KernelFunction;
import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.compiler.frontend.Arguments;
import dev.jebpf.program.AttachPoint;
import org.jspecify.annotations.Nullable;

/// From where a program is attached to how its arguments lie.
final class EntryArguments {
  private EntryArguments() {}

  static Arguments at(AttachPoint attach, KernelTypes types) {
    return switch (attach) {
      case AttachPoint.BtfTracepoint(String name, _) -> typed(name, types);
      case AttachPoint.RawTracepoint _ -> new Arguments.Raw();
      case AttachPoint.PerfTracepoint _, AttachPoint.Syscall _ -> new Arguments.View();
      case AttachPoint.Fentry(String function, _) -> trampoline(function, false, types);
      case AttachPoint.Fexit(String function, _) -> trampoline(function, true, types);
      case AttachPoint.Kprobe(String function) -> atEntry(known(function, types));
      case AttachPoint.Kretprobe(String function) -> atReturn(known(function, types));
      case AttachPoint.KprobeMulti(var functions, boolean atReturn) -> {
        KernelFunction known = functions.size() == 1 ? known(functions.getFirst(), types) : null;
        yield atReturn ? atReturn(known) : atEntry(known);
      }
      case AttachPoint.KprobeSession _ -> new Arguments.Registers(null, true, true);
      case AttachPoint.Uprobe _ -> atEntry(null);
      case AttachPoint.Uretprobe _ -> atReturn(null);
      case AttachPoint.UprobeMulti(_, boolean atReturn) ->
          atReturn ? atReturn(null) : atEntry(null);
      case AttachPoint.Counted _, AttachPoint.Profile _, AttachPoint.Interval _ ->
          new Arguments.None();
    };
  }

  private static Arguments typed(String tracepoint, KernelTypes types) {
    return new Arguments.Typed(
        tracepoint,
        types
            .tracepointArguments(tracepoint)
            .orElseThrow(() -> new IllegalArgumentException("no BTF of tracepoint=" + tracepoint)));
  }

  private static Arguments trampoline(String function, boolean atReturn, KernelTypes types) {
    return new Arguments.Trampoline(
        types
            .prototype(function)
            .orElseThrow(() -> new IllegalArgumentException("no BTF of function=" + function)),
        atReturn);
  }

  private static @Nullable KernelFunction known(String function, KernelTypes types) {
    return types.prototype(function).orElse(null);
  }

  private static Arguments atEntry(@Nullable KernelFunction function) {
    return new Arguments.Registers(function, true, false);
  }

  private static Arguments atReturn(@Nullable KernelFunction function) {
    return new Arguments.Registers(function, false, true);
  }
}
