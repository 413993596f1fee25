package dev.jebpf.probes;

import dev.jebpf.program.AttachPoint;

/// What users read of where programs are attached.
final class Mechanisms {
  private Mechanisms() {}

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
