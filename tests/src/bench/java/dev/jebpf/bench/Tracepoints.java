package dev.jebpf.bench;

import dev.jebpf.compiler.KernelTypes;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import dev.jebpf.program.ProgramSpec;
import java.util.List;

/// The tracepoints of the scheduler account.
final class Tracepoints {
  static final String SWITCH = "sched_switch";
  static final String WAKING = "sched_waking";

  private Tracepoints() {}

  /// The name of the tracepoint a program is for.
  static String of(LoadedProgram program) {
    return of(program.spec());
  }

  static String of(ProgramSpec spec) {
    return switch (spec.attach()) {
      case AttachPoint.BtfTracepoint(String name, int _) -> name;
      case AttachPoint.RawTracepoint(String name) -> name;
      case AttachPoint other -> other.toString();
    };
  }

  /// Programs that do nothing at all: what merely having a program there costs.
  static List<ProgramSpec> empty(KernelTypes types) {
    return List.of(SWITCH, WAKING).stream().map(name -> empty(types, name)).toList();
  }

  private static ProgramSpec empty(KernelTypes types, String tracepoint) {
    int id = types.tracepoint(tracepoint).orElseThrow();
    return EmptyProgram.at(new AttachPoint.BtfTracepoint(tracepoint, id));
  }
}
