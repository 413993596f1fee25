package dev.jebpf.program;

import java.util.List;

/// Where a program runs. Another kind makes its handling fail to compile until every `switch` over
/// this type knows it.
public sealed interface AttachPoint {

  /// The kernel's tracepoint with BTF-typed arguments (`tp_btf`). Minimum kernel 5.5.
  ///
  /// @param name the tracepoint without its category, for example `sched_switch`
  /// @param btfTypeId the id of typedef `btf_trace_<name>` in the BTF of the running kernel
  record BtfTracepoint(String name, int btfTypeId) implements AttachPoint {
    @Override
    public String toString() {
      return "tp_btf/" + name;
    }
  }

  /// A raw tracepoint. Minimum kernel 4.17.
  ///
  /// @param name the tracepoint without its category
  record RawTracepoint(String name) implements AttachPoint {
    @Override
    public String toString() {
      return "raw_tp/" + name;
    }
  }

  /// A tracepoint by way of a perf event; its context is the record that tracefs describes. Minimum
  /// kernel 4.7.
  ///
  /// @param category for example `syscalls`
  /// @param name for example `sys_enter_openat`
  record PerfTracepoint(String category, String name) implements AttachPoint {
    @Override
    public String toString() {
      return "tp/" + category + "/" + name;
    }
  }

  /// The entry of a kernel function, by way of a BPF trampoline: the cheapest there is, and the
  /// arguments are typed. Minimum kernel 5.5, aarch64 6.0.
  ///
  /// @param function for example `vfs_read`
  /// @param btfTypeId the function in the BTF of the running kernel
  record Fentry(String function, int btfTypeId) implements AttachPoint {
    @Override
    public String toString() {
      return "fentry/" + function;
    }
  }

  /// The return of a kernel function, by way of a BPF trampoline: the arguments are still known.
  /// Minimum kernel 5.5, aarch64 6.0.
  ///
  /// @param btfTypeId the function in the BTF of the running kernel
  record Fexit(String function, int btfTypeId) implements AttachPoint {
    @Override
    public String toString() {
      return "fexit/" + function;
    }
  }

  /// The entry of a kernel function, by way of a kprobe. Minimum kernel 4.17.
  record Kprobe(String function) implements AttachPoint {
    @Override
    public String toString() {
      return "kprobe/" + function;
    }
  }

  /// The return of a kernel function, by way of a kretprobe, of which only so many can be under way
  /// at a time: the kernel misses the rest. Minimum kernel 4.17.
  record Kretprobe(String function) implements AttachPoint {
    @Override
    public String toString() {
      return "kretprobe/" + function;
    }
  }

  /// The entries or the returns of many kernel functions with one link. Minimum kernel 5.18.
  ///
  /// @param functions by name, at least one
  record KprobeMulti(List<String> functions, boolean atReturn) implements AttachPoint {
    public KprobeMulti {
      functions = requireSome(functions);
    }

    @Override
    public String toString() {
      return (atReturn ? "kretprobe.multi/" : "kprobe.multi/") + String.join(",", functions);
    }
  }

  /// The entries *and* the returns of kernel functions, one program for both: 0 as its result at an
  /// entry lets it run at that return too, 1 does not. Minimum kernel 6.10.
  ///
  /// @param functions by name, at least one
  record KprobeSession(List<String> functions) implements AttachPoint {
    public KprobeSession {
      functions = requireSome(functions);
    }

    @Override
    public String toString() {
      return "kprobe.session/" + String.join(",", functions);
    }
  }

  /// An instruction of a program or library, in every process that maps it. Minimum kernel 4.17.
  record Uprobe(UserSite site) implements AttachPoint {
    @Override
    public String toString() {
      return "uprobe/" + site;
    }
  }

  /// The return of a function of a program or library, in every process. Minimum kernel 4.17.
  record Uretprobe(UserSite site) implements AttachPoint {
    @Override
    public String toString() {
      return "uretprobe/" + site;
    }
  }

  /// Many places of one program or library with one link. Minimum kernel 6.6.
  ///
  /// @param sites all of the same file, at least one
  record UprobeMulti(List<UserSite> sites, boolean atReturn) implements AttachPoint {
    public UprobeMulti {
      sites = requireSome(sites);
      if (sites.stream().map(UserSite::file).distinct().count() != 1) {
        throw new IllegalArgumentException("sites of several files: " + sites);
      }
    }

    @Override
    public String toString() {
      return (atReturn ? "uretprobe.multi/" : "uprobe.multi/") + sites;
    }
  }

  /// Every so many occurrences of an event that the kernel or the processor counts, on every CPU.
  /// Minimum kernel 4.9.
  ///
  /// @param period occurrences from one run to the next, at least 1
  record Counted(PerfCounter counter, long period) implements AttachPoint {
    public Counted {
      requirePositive("period", period);
    }

    @Override
    public String toString() {
      return "counter/" + counter + "/" + period;
    }
  }

  /// A number of times a second on every CPU. Minimum kernel 4.9.
  ///
  /// @param hertz at most `kernel.perf_event_max_sample_rate`
  record Profile(int hertz) implements AttachPoint {
    public Profile {
      requirePositive("hertz", hertz);
    }

    @Override
    public String toString() {
      return "profile/" + hertz + "hz";
    }
  }

  /// At an interval, on one CPU. Minimum kernel 4.9.
  ///
  /// @param nanos from one run to the next; the kernel makes 10,000 of less
  record Interval(long nanos) implements AttachPoint {
    public Interval {
      requirePositive("nanos", nanos);
    }

    @Override
    public String toString() {
      return "interval/" + nanos + "ns";
    }
  }

  /// Runs on demand only. Minimum kernel 5.14.
  record Syscall() implements AttachPoint {
    @Override
    public String toString() {
      return "syscall";
    }
  }

  private static <T> List<T> requireSome(List<T> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("nothing to attach to");
    }
    return List.copyOf(targets);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + "=" + value + ": need at least 1");
    }
  }
}
