package dev.jebpf.probes;

import dev.jebpf.compiler.FunctionBackend;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.LoadedProgram;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What users read of where programs are attached.
final class Mechanisms {
  private Mechanisms() {}

  /// Of all programs of a probe, the two ends of functions together:
  /// `fentry/fexit vfs_read, vfs_write`.
  static String describe(List<LoadedProgram> programs) {
    var targets = new LinkedHashMap<String, Set<String>>();
    for (LoadedProgram program : programs) {
      AttachPoint point = program.spec().attach();
      String label = functions(point);
      targets
          .computeIfAbsent(label, _ -> new LinkedHashSet<>())
          .add(label.isEmpty() ? describe(point) : target(point));
    }
    return targets.entrySet().stream()
        .map(entry -> (entry.getKey() + " " + String.join(", ", entry.getValue())).strip())
        .collect(Collectors.joining(", "));
  }

  /// What both ends of functions are attached by; empty for other places.
  private static String functions(AttachPoint point) {
    return switch (point) {
      case AttachPoint.Fentry _, AttachPoint.Fexit _ -> FunctionBackend.TRAMPOLINE.label();
      case AttachPoint.KprobeMulti _ -> FunctionBackend.KPROBE_MULTI.label();
      case AttachPoint.Kprobe _, AttachPoint.Kretprobe _ -> FunctionBackend.KPROBE.label();
      default -> "";
    };
  }

  private static String target(AttachPoint point) {
    String text = point.toString();
    return text.substring(text.indexOf('/') + 1);
  }

  static String describe(AttachPoint point) {
    return switch (point) {
      case AttachPoint.BtfTracepoint(String name, int _) -> "btf tracepoint " + name;
      case AttachPoint.RawTracepoint(String name) -> "raw tracepoint " + name;
      case AttachPoint.PerfTracepoint tracepoint -> "perf tracepoint " + tracepoint;
      case AttachPoint.Fentry(String function, int _) -> "fentry " + function;
      case AttachPoint.Fexit(String function, int _) -> "fexit " + function;
      case AttachPoint.Kprobe(String function) -> "kprobe " + function;
      case AttachPoint.Kretprobe(String function) -> "kretprobe " + function;
      case AttachPoint.KprobeMulti(var functions, boolean atReturn) ->
          (atReturn ? "kretprobe.multi " : "kprobe.multi ") + String.join(" ", functions);
      case AttachPoint.KprobeSession(var functions) ->
          "kprobe.session " + String.join(" ", functions);
      case AttachPoint.Uprobe(var site) -> "uprobe " + site;
      case AttachPoint.Uretprobe(var site) -> "uretprobe " + site;
      case AttachPoint.UprobeMulti(var sites, boolean atReturn) ->
          (atReturn ? "uretprobe.multi " : "uprobe.multi ") + sites;
      case AttachPoint.Counted(var counter, long period) ->
          "perf counter " + counter + " every " + period;
      case AttachPoint.Profile(int hertz) -> "profile " + hertz + " Hz";
      case AttachPoint.Interval(long nanos) -> "interval " + nanos + " ns";
      case AttachPoint.Syscall _ -> "on demand";
    };
  }
}
